// A recording through the causal pipeline, as a live session would have gone.
#pragma once

#include "analysis/analyze.hpp"

namespace sacrum::analysis {

Session analyze_causal(const Recording& recording, const AnalysisParams& params);

}  // namespace sacrum::analysis
