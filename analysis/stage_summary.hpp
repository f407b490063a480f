// The measures of each stage of the protocol, from the strides that began in it.
#pragma once

#include "domain/recording.hpp"
#include "domain/session.hpp"

namespace sacrum::analysis {

// A stride belongs to the stage in which it begins. Walking and running are not mixed: each stage is summed
// up over the gait of most of its strides.
void summarise_stages(const Recording& recording, Session& session);

}  // namespace sacrum::analysis
