// Guided tests of pelvic control on the spot: which there are, what a person does when, and what comes out.
// Markers of frontal-plane pelvic control; no diagnosis and no cut-offs.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/side.hpp"
#include "domain/time.hpp"

namespace sacrum {

enum class ScreeningTest { stance, single_leg, t_balance, wall_run, hands_and_knees };
inline constexpr std::array kScreeningTests{ScreeningTest::stance, ScreeningTest::single_leg,
                                            ScreeningTest::t_balance, ScreeningTest::wall_run,
                                            ScreeningTest::hands_and_knees};

// What the person does in a phase. `still`: the quiet posture that everything is relative to. `upright`:
// stands still before a posture that is not upright, which together show which way the sensor faces.
enum class ScreeningTask { ready, upright, still, bow, perform };

struct ScreeningPhase {
    ScreeningTask task = ScreeningTask::ready;
    std::optional<Side> side{};  // that carries the body; empty where both do
    Duration duration{};
    std::string_view instruction{};
};

// As typed: "single-leg".
std::string_view name_of(ScreeningTest test);
std::optional<ScreeningTest> screening_test_of(std::string_view name);
// For people: "single-leg stance".
std::string_view title_of(ScreeningTest test);
// In order; they follow each other without a pause.
std::span<const ScreeningPhase> phases_of(ScreeningTest test);

// A phase as a stage of the recording is named, and back: "screen single-leg: left".
std::string stage_name(ScreeningTest test, const ScreeningPhase& phase);
struct NamedPhase {
    ScreeningTest test{};
    ScreeningTask task{};
    std::optional<Side> side{};
};
std::optional<NamedPhase> phase_of_stage(std::string_view stage_name);

// Every measure that a test may have, once; docs/screening.md defines them.
enum class ScreeningMeasureKind {
    hold,
    touch_downs,
    drop_mean,
    drop_peak,
    sway_path,
    sway_acceleration,
    repetitions,
    partial_repetitions,
    depth,
    drop_at_t,
    rotation_at_t,
    steadiness_at_t,
    steps,
    cadence,
    drop_per_step,
    rotation_mean,
    rotation_peak,
    sag_mean,
    sag_peak,
};
std::string_view id_of(ScreeningMeasureKind kind);     // with its unit: "drop_mean_deg"
std::string_view label_of(ScreeningMeasureKind kind);  // "mean drop"
std::string_view unit_of(ScreeningMeasureKind kind);   // "°"; empty for a count

// Standard error and what it is made of, in the measure's unit; they add up in squares.
struct ScreeningError {
    double sensor = 0.0;     // of the sensor between two postures
    double reference = 0.0;  // of the quiet posture
    double task = 0.0;       // of the task itself: its slow sway, or its repetitions
    [[nodiscard]] double total() const;
};

struct ScreeningMeasure {
    ScreeningMeasureKind kind{};
    double value = 0.0;
    std::optional<ScreeningError> error{};  // empty for counts and where nothing is known of it
};

// Stretch in which the posture was held, [start, end).
struct ScreeningHold {
    SessionTime start{};
    SessionTime end{};
    Side side = Side::left;         // that carried the body, by the shift of the pelvis
    bool ended_by_contact = false;  // false: it lasted to the end of the phase
};

struct ScreeningRepetition {
    SessionTime time{};  // of the deepest point
    std::optional<Side> side{};
    bool is_full = false;
    double depth_deg = 0.0;
};

// Of one side, or of both together where the test has no sides.
struct ScreeningOutcome {
    std::vector<ScreeningMeasure> measures;
    std::vector<ScreeningHold> holds;
    std::vector<ScreeningRepetition> repetitions;
    std::string remark;  // one sentence, empty when there is nothing to say

    [[nodiscard]] const ScreeningMeasure* find(ScreeningMeasureKind kind) const;
};

// Left minus right of a measure. `detectable`: what differences by chance stay below, 19 times out of 20.
struct ScreeningDifference {
    ScreeningMeasureKind kind{};
    double left_minus_right = 0.0;
    double detectable = 0.0;
    [[nodiscard]] bool is_detected() const {
        return left_minus_right > detectable || -left_minus_right > detectable;
    }
};

struct PlannedExercise {
    std::string name;
    std::string dose;
    std::string progression;
    std::string why;
    std::optional<Side> side{};
};

struct ScreeningResult {
    ScreeningTest test{};
    bool is_valid = false;
    std::string remark;  // why it is not, or what to know
    bool has_marks = false;
    SessionTime reference_start{}, reference_end{};
    double reference_sd_deg = 0.0;  // of the direction of up in the quiet posture
    Sided<std::optional<ScreeningOutcome>> sides;
    std::optional<ScreeningOutcome> both;
    std::vector<ScreeningDifference> differences;
    std::vector<PlannedExercise> plan;
};

}  // namespace sacrum
