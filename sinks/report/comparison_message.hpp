// A comparison as the message that crosses processes and disks.
#pragma once

#include "domain/comparison.hpp"
#include "proto/comparison.pb.h"

namespace sacrum::sinks {

proto::Comparison to_message(const ReferenceComparison& comparison);

}  // namespace sacrum::sinks
