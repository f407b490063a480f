#include "analysis/analyze.hpp"

#include "analysis/causal_pass.hpp"
#include "analysis/refined_pass.hpp"

namespace sacrum::analysis {

Session analyze(const Recording& recording, const AnalysisParams& params) {
    return params.pass == Pass::causal ? analyze_causal(recording, params)
                                       : analyze_refined(recording, params);
}

}  // namespace sacrum::analysis
