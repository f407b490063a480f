// How far off a session's median of a measure is because of the sensor, where it sits, what skin and belt let
// it do and the method, not because strides differ. The figures are those of docs/accuracy.md: made-up people
// over all speeds, drops, grades of sensor, ways of wearing it and faults.
#pragma once

#include <optional>

#include "domain/session.hpp"

namespace sacrum::analysis {

// One standard deviation, in the metric's own unit, of a median in `side`. The medians of all metrics of both
// sides must be in the report already. An absolute angle of a recording without quiet standing carries the
// unknown tilt of the sensor on the body.
double measurement_error(Metric metric, const SideSummary& side, const SessionReport& report);

// The same of right minus left. An error of the level adds to one side and is taken from the other.
double difference_error(Metric metric, const SessionReport& report);

// The part of it that need not stay the same within a session, while the sensor stays where it is: without
// the error of the level. For comparing medians of one session; of a person whose other measures are usual.
double error_within_session(Metric metric, double median, GaitMode gait);

// By how much strides that were not used may differ from the others more than the scatter of those tells.
double wandering(Metric metric);

// The smallest change of a person's value from one session to another that is more than chance (95 %), from
// repeated walks of ten people on the same day with the sensor left on (docs/accuracy.md, From one walk to
// the next); taking the sensor off and on adds to it. Empty where there are no repeats: running, and other
// measures.
std::optional<double> minimal_detectable_change(Metric metric, const SessionReport& report);

}  // namespace sacrum::analysis
