// A made-up person who goes through a guided test along its phases, well or badly, and everything that is
// true about it. What is left out is drawn from the seed; what is given holds for every seed.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "domain/result.hpp"
#include "domain/screening.hpp"
#include "samples/body_motion.hpp"

namespace sacrum::samples {

struct PerformerParams {
    ScreeningTest test = ScreeningTest::single_leg;
    std::uint64_t seed = 1;
    // Well: little drop, little sway. Badly: the free side drops and turns, the stance wobbles.
    bool is_good = true;
    // Loses balance so long after the foot was lifted (stance and support), and then lifts it again.
    Sided<std::optional<double>> touch_down_after_s{};
    // T balance, per side.
    int repetitions = 10;
    int partial_repetitions = 0;  // somewhere among the others; come up before the T
    bool misses_first = false;    // the first attempt ends early, with a foot on the ground
    bool pauses = false;          // stands for some seconds after the fourth
    // Single-leg stance: stands on this leg already in the quiet posture, and puts the foot down after it.
    std::optional<Side> begins_on{};
    // Left and right exchanged in everything that is drawn; the phases stay.
    bool mirrored = false;
};

// All times in true seconds from the start of the recording.
struct TruePhase {
    double start = 0.0, end = 0.0;
    ScreeningPhase phase;
};
struct TrueHold {
    Side side = Side::left;  // that carries
    double start = 0.0;      // the foot leaves the ground
    double end = 0.0;        // it comes back, or the phase ends
    bool ended_by_contact = false;
};
struct TrueRepetition {
    Side side = Side::left;
    double deepest = 0.0;
    bool is_full = false;
};
struct TrueStep {
    Side side = Side::left;
    double contact = 0.0, lift_off = 0.0;
};

struct Performance {
    std::shared_ptr<const BodyMotion> body;
    double duration = 0.0;
    std::vector<TruePhase> phases;
    std::vector<TrueHold> holds;
    std::vector<TrueRepetition> repetitions;
    std::vector<TrueStep> steps;

    double quiet_obliquity = 0.0, quiet_tilt = 0.0;  // rad, mean over the quiet posture

    // In deg, of the free side below the carrying one, relative to the quiet posture.
    [[nodiscard]] double drop_deg(double time, Side carrying) const;
};

// Fails with a sentence when a parameter is outside what can be performed in the time of the phases.
Result<Performance> perform(const PerformerParams& params);

}  // namespace sacrum::samples
