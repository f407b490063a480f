// A measure over the sessions of a person, one line a side, beside what is usual for this person.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/metric.hpp"
#include "domain/session.hpp"
#include "domain/session_change.hpp"
#include "domain/side.hpp"

namespace sacrum {

enum class AgainstUsual { within, more, less };

struct CoursePoint {
    std::int64_t session = 0;
    MetricSummary summary{};
    bool is_baseline = false;
    std::string why_left_out{};  // of this comparison, in words that follow "was left out: "; empty: it is in
    // Only of sessions after the baseline that are in the comparison.
    AgainstUsual against_usual = AgainstUsual::within;
};

struct CourseLine {
    std::optional<Side> side{};         // empty: of the whole stride
    std::vector<CoursePoint> points{};  // in order of time; a session without the measure has none
    std::optional<SessionChange> change{};

    [[nodiscard]] bool has_band() const { return change && change->detectable; }
};

struct MeasureCourse {
    Metric metric = Metric::cpd_peak;
    std::vector<CourseLine> lines{};  // left and right, or one
};

}  // namespace sacrum
