// The sessions of a person in one gait, one of them held against the person's baseline, and the measures over
// all of them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/gait_event.hpp"
#include "domain/measure_course.hpp"
#include "domain/past_session.hpp"
#include "domain/session_change.hpp"

namespace sacrum {

struct GaitCourse {
    GaitMode gait = GaitMode::other;
    std::vector<PastSession> sessions{};     // in order of time
    std::optional<std::int64_t> compared{};  // the session that is held against the baseline
    SessionChanges changes{};
    std::vector<MeasureCourse> measures{};  // those that are measured
};

}  // namespace sacrum
