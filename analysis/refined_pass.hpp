// The analysis that knows the future: orientation forward and backward, first to learn how the sensor sits,
// then again to read the gait with it, three minutes at a time with what lies before and behind in view. What
// it holds does not grow with the recording.
#pragma once

#include "analysis/analyze.hpp"

namespace sacrum::analysis {

Session analyze_refined(const Recording& recording, const AnalysisParams& params, const PoseSink& poses);

}  // namespace sacrum::analysis
