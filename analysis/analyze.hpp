// A whole recording in, a whole session out: what `sacrum analyze` does between reading and writing.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "domain/mounting.hpp"
#include "domain/recording.hpp"
#include "domain/session.hpp"

namespace sacrum::analysis {

struct AnalysisParams {
    Pass pass = Pass::refined;
    std::optional<DeclaredMounting>
        mounting{};                        // empty: the recording's own, and without one found from the gait
    bool finds_mounting = false;           // --mount auto: ignore what is declared
    bool swaps_sides = false;              // left and right were seen to be exchanged; what was done in the
                                           // session comes on top
    std::optional<Side> first_side{};      // of the first contact, as a person saw it
    std::vector<LiftedLeg> lifted_legs{};  // marked stances on one leg, to check left and right by
    bool uses_magnetometer = false;        // 9D where the recording has a magnetometer
};

using PoseSink = std::function<void(const PelvisPose&)>;

// Never fails: a recording without gait gives a session without strides, and the report says so.
Session analyze(const Recording& recording, const AnalysisParams& params);
// The same, but poses, which are most of a session, go one after another to `poses` and not into it.
Session analyze(const Recording& recording, const AnalysisParams& params, const PoseSink& poses);

}  // namespace sacrum::analysis
