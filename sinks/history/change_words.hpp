// What changed, in plain words and as messages.
#pragma once

#include <string>

#include "domain/session_change.hpp"
#include "proto/history.pb.h"

namespace sacrum::sinks {

// "pelvic drop, peak, in left stance"
std::string measure_words(const SessionChange& change);

// "1.8° more than usual for you: more than sessions differ by chance (1.2°, from this person's own sessions)"
std::string change_words(const SessionChange& change);

proto::SessionChanges to_message(const SessionChanges& changes);

}  // namespace sacrum::sinks
