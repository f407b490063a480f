#include "analysis/analyze.hpp"

#include "analysis/causal_pass.hpp"
#include "analysis/refined_pass.hpp"

namespace sacrum::analysis {

Session analyze(const Recording& recording, const AnalysisParams& params) {
    AnalysisParams effective = params;
    effective.swaps_sides = params.swaps_sides != (recording.actions.side_swaps % 2 != 0);
    return params.pass == Pass::causal ? analyze_causal(recording, effective)
                                       : analyze_refined(recording, effective);
}

}  // namespace sacrum::analysis
