// An analysis against what is exactly known about a synthetic runner.
#pragma once

#include "domain/session.hpp"
#include "samples/simulate.hpp"

namespace sacrum::tests {

struct Errors {
    double bias = 0.0;
    double sd = 0.0;
    double mean_absolute = 0.0;
    int count = 0;
};

struct TruthComparison {
    int contacts = 0;  // true ones inside the recording
    int found = 0;
    int invented = 0;
    Errors initial_ms, final_ms;
    int decided = 0;  // matched initial contacts with a side
    int wrong_side = 0;
    int valid_strides = 0;
    Errors cpd_peak_deg, cpd_excursion_deg, sway_mm, vertical_mm;  // valid strides with their side right
};

// Events match within 0.15 s. Strides match by the true initial contact nearest to their start.
TruthComparison compare_with_truth(const Session& session, const samples::Simulation& truth);

}  // namespace sacrum::tests
