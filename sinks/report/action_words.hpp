// What a person did, in words.
#pragma once

#include <string>

#include "proto/action.pb.h"

namespace sacrum::sinks {

// "pain 3 left hip", "stage warm-up, 2.8 m/s", "sides exchanged".
std::string action_words(const proto::Action& action);

}  // namespace sacrum::sinks
