// What is said about alerts as OSC 1.0 messages.
//
//     /sacrum/alert/drop/left       s place  f measured  f low  f high  i signalled  f time_s
//     /sacrum/baseline/drop/left    f median  f detectable  i strides
//     /sacrum/baseline/none         s reason
//     /sacrum/feedback              i given  f fraction  f time_s
//
// place: within, below, above or unknown. An end that the band does not have is infinite; what could not be
// measured is not a number. Of several devices the second says /sacrum/2/alert/….
#pragma once

#include <string>
#include <vector>

#include "proto/live.pb.h"

namespace sacrum::sinks {

// Datagrams in order; none for a message that is not for alerts.
std::vector<std::string> osc_messages(const proto::LiveMessage& message);

}  // namespace sacrum::sinks
