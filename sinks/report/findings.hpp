// What a report says in words: can it be trusted, what was found, did it change. The console summary and the
// page take their sentences from here, so both say the same. Words describe pelvic control, never a
// diagnosis.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/session.hpp"
#include "sinks/report/page/page_words.hpp"

namespace sacrum::sinks {

// "7.4°", "31 mm", "0.24 s", "160 /min"; the unit as people write it.
std::string with_unit(Metric metric, double number);
// "7.4" and "7.1 to 7.7°"
std::string bare(Metric metric, double number);
std::string range_with_unit(Metric metric, const Interval& interval);

using page_words::kUnverifiedTiming;

// "29.8 s", "12 min 05 s"
std::string duration_words(Duration duration);

// The smallest true left-right difference this session can show: half the 95 % interval of the difference;
// empty for angles that carry the sensor's roll on the skin when nobody stood to show it.
std::optional<double> detectable_difference(const SessionReport& report, Metric metric);

// Both feet take part in it, so a stride that starts left and one that starts right tell the same.
bool belongs_to_whole_stride(Metric metric);

enum class DifferenceVerdict { not_measured, not_shown, not_told_from_mounting, shown };
DifferenceVerdict difference_verdict(const SessionReport& report, Metric metric);
// "below what can be detected (1.1°)"
std::string difference_words(const SessionReport& report, Metric metric);

// Whether a side has strides to speak of.
bool has_strides(const SessionReport& report);
// Why there are none, and what to do about it: one sentence. Only for a report without strides.
std::string why_no_strides(const SessionReport& report);

// "running, 29.8 s at 200 Hz"
std::string what_was_done(const SessionReport& report);
// "quality good: loss 0.0 %, no clipping, settled after 4 s"
std::string quality_words(const SessionReport& report);
// "sides certain (0.99)"
std::string side_words(const SessionReport& report);
// "mounting declared (up=+x,left=+y), agrees with the gait to 1.4°"
std::string mounting_words(const MountingReport& mounting);
// At most two plain sentences.
std::vector<std::string> finding_sentences(const SessionReport& report);
// "+0.1°/10 min (-0.6 to +0.8): no drift shown"; empty where it was not measured.
std::optional<std::string> drift_words(const SideSummary& side, Metric metric);
// Whether the drop changed over the session, in a plain sentence.
std::string drift_sentence(const SessionReport& report);
// "3 turn, 2 start"; empty when none was rejected.
std::string rejected_words(const SideSummary& side);
// The strides of neither side: what `both` has beyond left and right. Only the counts are filled in.
SideSummary of_unknown_side(const SessionReport& report);
// Findings on trust, each a clause: the verdict's reasons and what the mounting has to say.
std::vector<std::string> trust_remarks(const SessionReport& report);

}  // namespace sacrum::sinks
