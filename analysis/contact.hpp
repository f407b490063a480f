// A foot landing with everything that later stages need to know about it.
#pragma once

#include <optional>

#include "domain/gait_event.hpp"

namespace sacrum::analysis {

struct Contact {
    double time_s = 0.0;       // initial contact
    double step_time_s = 0.0;  // local median
    GaitMode mode = GaitMode::walking;
    bool opens_bout = false;  // no contact before it within the bout
    bool closes_bout = false;
    bool starts_gait = false;  // the person set off here; false when the recording or a gap cuts the bout
    bool ends_gait = false;    // the person came to a halt here
    bool fits_landing_model = true;
    // Final contacts near it. Walking: the other foot leaves after this landing. Running: this foot leaves.
    std::optional<double> other_final_contact_s{};
    std::optional<double> own_final_contact_s{};
    std::optional<double>
        own_lift_off_s{};  // walking, first contact of a bout: when the landing foot had left the ground

    // What tells the sides, in SI, positive for the right foot; how much it counts.
    struct Cues {
        double sway = 0.0;
        double obliquity = 0.0;
        double weight = 1.0;
    };
    Cues cues{};
    double side_evidence = 0.0;  // log odds that this is the right foot, from this contact alone
    std::optional<Side> side{};  // decided, or empty
    double probability_right = 0.5;
    double confidence = 1.0;  // probability that a foot came down
};

}  // namespace sacrum::analysis
