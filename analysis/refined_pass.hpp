// The analysis that knows the future: orientation forward and backward, contacts and sides over the whole
// recording.
#pragma once

#include "analysis/analyze.hpp"

namespace sacrum::analysis {

Session analyze_refined(const Recording& recording, const AnalysisParams& params);

}  // namespace sacrum::analysis
