// An initial contact as it is said at once, for feedback. The settled GaitEvent that follows seconds later is
// the one to report.
#pragma once

#include <optional>

#include "domain/gait_event.hpp"

namespace sacrum {

struct LiveContact {
    SessionTime time{};
    std::optional<Side> side{};  // empty: not known
    double side_confidence = 0.5;
    GaitMode mode = GaitMode::walking;
    SessionTime noticed_at{};  // time of the sample at which it was said; at most 100 ms after `time`
};

}  // namespace sacrum
