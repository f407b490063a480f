// What labs call a contact and a foot.
#pragma once

#include <optional>
#include <string_view>

#include "domain/gait_event.hpp"
#include "domain/side.hpp"

namespace sacrum::firmware_bridge {

// "IC", "heel strike", "Foot Strike", "FC", "TO", "Toe Off", "Right foot off", …
std::optional<EventKind> event_kind_of(std::string_view text);
// "mark", "sync", "trigger", "Event": a moment that a person or a device set, and no contact.
bool is_mark(std::string_view text);
// "L", "left", "Right", "r_foot", "left initial contact", …; a word that begins otherwise has none.
std::optional<Side> side_of(std::string_view text);

}  // namespace sacrum::firmware_bridge
