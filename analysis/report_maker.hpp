// What both passes do the same way at the end: order the events, sum up, judge.
#pragma once

#include <optional>
#include <vector>

#include "analysis/analyze.hpp"

namespace sacrum::analysis {

// The mounting a person declared for this call, else the recording's own; empty when it is to be found.
std::optional<DeclaredMounting> mounting_to_use(const Recording& recording, const AnalysisParams& params);

// Sorts events by time and drops those that fall outside the recording.
void keep_inside(const Recording& recording, std::vector<GaitEvent>& events);

// Everything in the report that follows from the session's strides, events, poses and bouts.
void complete_report(const Recording& recording, const AnalysisParams& params, Session& session);

}  // namespace sacrum::analysis
