// What another system measured of the same session, on its own clock: contacts of the feet (force plates,
// insoles, a person's marks) and the obliquity of the pelvis (optical).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/gait_event.hpp"
#include "domain/quantity.hpp"
#include "domain/side.hpp"
#include "domain/time.hpp"

namespace sacrum {

struct ReferenceEvent {
    SessionTime time{};
    EventKind kind = EventKind::initial_contact;
    std::optional<Side> side{};  // empty: not known
    std::optional<int> plate{};  // of a force plate; its contacts follow each other
};

struct ReferencePose {
    SessionTime time{};
    Angle obliquity{};  // + right side up
};

struct Reference {
    std::vector<ReferenceEvent> events;  // in order of time
    std::vector<ReferencePose> poses;    // strictly increasing in time
    std::vector<SessionTime> marks;      // in order; set by a person or a trigger, to find the common clock
    std::vector<std::string> sources;    // sentences: what was read, from what, with which assumption
};

}  // namespace sacrum
