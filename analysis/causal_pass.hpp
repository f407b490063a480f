// A recording of one rate through the causal pipeline, as a live session would have gone. The report holds
// only what the pipeline itself knows; analyze() completes it.
#pragma once

#include "analysis/analyze.hpp"

namespace sacrum::analysis {

Session analyze_causal(const Recording& recording, const AnalysisParams& params, const PoseSink& poses);

}  // namespace sacrum::analysis
