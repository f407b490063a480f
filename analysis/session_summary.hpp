// From strides to what is said about the session: medians per side with their uncertainty, differences,
// drift, waveforms.
#pragma once

#include <optional>
#include <span>

#include "analysis/gait_signals.hpp"
#include "domain/session.hpp"

namespace sacrum::analysis {

// Fills report.sides, report.both and report.differences from the strides.
void summarise_strides(std::span<const Stride> strides, SessionReport& report);

// Median with its 95 % interval from the robust spread; neighbouring strides resemble each other, which the
// effective number of strides accounts for. `values` in order of time, at least one.
MetricSummary summarise_values(std::span<const double> values);

// Theil-Sen slope with Sen's interval; empty for less than two minutes or twenty strides.
std::optional<Drift> drift_over_time(std::span<const double> times_s, std::span<const double> values);

}  // namespace sacrum::analysis
