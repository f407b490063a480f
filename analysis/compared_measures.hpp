// Which measures of sessions are compared, and which sessions of a person are alike enough for that.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/past_session.hpp"

namespace sacrum::analysis {

struct ComparedMeasure {
    Metric metric = Metric::cpd_peak;
    std::optional<Side> side{};  // empty: of the whole stride
    bool operator==(const ComparedMeasure&) const = default;
};
std::span<const ComparedMeasure> compared_measures();

// Of a measure, for it to be compared. Dingenen 2018: fewer do not settle a mean of the drop.
constexpr std::int64_t kFewestStrides = 7;

// The baseline stands still, so that a slow change adds up instead of taking its measure along.
constexpr std::size_t kBaselineSessions = 10;
enum class BaselineChoice {
    first,   // the first comparable sessions: how the person began
    latest,  // the last ones before now: where a person says what is new
};

using Sessions = std::vector<const PastSession*>;
Sessions baseline_of(const Sessions& sessions, BaselineChoice choice);

// Why two sessions cannot be compared at all, in words that follow "was left out: "; empty when they can.
std::string why_not_comparable(const PastSession& then, const PastSession& now);
// The same by their step rates: where a speed was not said, the step rate stands in for it.
std::string why_not_same_pace(const PastSession& then, const PastSession& now);

bool has_stood(const PastSession& session);
const std::optional<MetricSummary>& summary_of(const PastSession& session, const ComparedMeasure& compared);
// Of the sessions that have the measure from enough strides. An absolute angle holds the sensor's own roll
// unless somebody stood: only sessions of one kind are alike.
std::vector<double> values_of(const Sessions& sessions, const ComparedMeasure& compared, bool with_standing);

}  // namespace sacrum::analysis
