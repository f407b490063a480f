#include "analysis/analyze.hpp"

#include "analysis/refined_pass.hpp"

namespace sacrum::analysis {

Session analyze(const Recording& recording, const AnalysisParams& params) {
    return analyze_refined(recording, params);
}

}  // namespace sacrum::analysis
