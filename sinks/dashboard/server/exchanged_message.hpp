// Left and right exchanged in what was said before a person saw that they are: as analysis/exchanged_sides.
#pragma once

#include "proto/live.pb.h"

namespace sacrum::sinks {

void exchange_sides(proto::LiveMessage& message);

}  // namespace sacrum::sinks
