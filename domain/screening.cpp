#include "domain/screening.hpp"

#include <chrono>
#include <cmath>

namespace sacrum {
namespace {

using namespace std::chrono_literals;
using Task = ScreeningTask;

struct Words {
    ScreeningTest test;
    std::string_view name, title;
};
constexpr Words kTests[] = {
    {ScreeningTest::stance, "stance", "quiet stance on both legs"},
    {ScreeningTest::single_leg, "single-leg", "single-leg stance"},
    {ScreeningTest::t_balance, "t-balance", "single-leg T balance"},
    {ScreeningTest::wall_run, "wall-run", "wall run"},
    {ScreeningTest::hands_and_knees, "hands-and-knees", "support on one knee and the opposite hand"},
};

// A perform phase is longer than the 30 s that are asked for by the time it takes to get into the posture.
constexpr ScreeningPhase kStance[] = {
    {Task::ready, {}, 3s, "Stand upright on both feet, hip-wide, arms hanging, and look ahead."},
    {Task::still, {}, 20s, "Stand still."},
    {Task::ready, {}, 2s, "Done."},
};
constexpr ScreeningPhase kSingleLeg[] = {
    {Task::ready, {}, 3s, "Stand upright on both feet, hip-wide, arms hanging, and look ahead."},
    {Task::still, {}, 10s, "Stand still on both feet."},
    {Task::ready, {}, 4s, "Get ready to stand on the left leg."},
    {Task::perform, Side::left, 33s, "Stand on the left leg; lift the right foot and hold."},
    {Task::ready, {}, 8s, "Both feet down. Get ready to stand on the right leg."},
    {Task::perform, Side::right, 33s, "Stand on the right leg; lift the left foot and hold."},
    {Task::ready, {}, 3s, "Both feet down. Done."},
};
constexpr ScreeningPhase kTBalance[] = {
    {Task::ready, {}, 3s, "Stand upright on both feet, hip-wide, and look ahead."},
    {Task::still, {}, 10s, "Stand still on both feet."},
    {Task::bow, {}, 9s, "With both feet down, bow straight forward from the hips once, and come up."},
    {Task::ready, {}, 4s, "Get ready to stand on the left leg."},
    {Task::perform, Side::left, 70s,
     "On the left leg: trunk forward until level, right leg back; come up; ten times."},
    {Task::ready, {}, 8s, "Both feet down. Get ready to stand on the right leg."},
    {Task::perform, Side::right, 70s,
     "On the right leg: trunk forward until level, left leg back; come up; ten times."},
    {Task::ready, {}, 3s, "Both feet down. Done."},
};
constexpr ScreeningPhase kWallRun[] = {
    {Task::ready, {}, 3s, "Lean with both hands on the wall, both feet down."},
    {Task::still, {}, 10s, "Stay still, hands on the wall, both feet down."},
    {Task::ready, {}, 3s, "Get ready to run on the spot."},
    {Task::perform, {}, 32s, "Run on the spot, hands on the wall."},
    {Task::ready, {}, 3s, "Stop. Done."},
};
constexpr ScreeningPhase kHandsAndKnees[] = {
    {Task::ready, {}, 3s, "Stand upright on both feet, hip-wide, and look ahead."},
    {Task::upright, {}, 6s, "Stand still on both feet."},
    {Task::ready, {}, 10s, "Go down on hands and knees, hands below shoulders, knees below hips."},
    {Task::still, {}, 10s, "Stay still on hands and knees."},
    {Task::ready, {}, 3s, "Get ready to carry yourself on the left knee."},
    {Task::perform, Side::left, 33s, "Raise the right leg and the left arm until level, and hold."},
    {Task::ready, {}, 8s, "Down again. Get ready to carry yourself on the right knee."},
    {Task::perform, Side::right, 33s, "Raise the left leg and the right arm until level, and hold."},
    {Task::ready, {}, 3s, "Down again. Done."},
};

struct MeasureWords {
    ScreeningMeasureKind kind;
    std::string_view id, label, unit;
};
using Kind = ScreeningMeasureKind;
constexpr MeasureWords kMeasures[] = {
    {Kind::hold, "hold_s", "time to touch-down", "s"},
    {Kind::touch_downs, "touch_downs", "touch-downs", ""},
    {Kind::drop_mean, "drop_mean_deg", "mean drop", "°"},
    {Kind::drop_peak, "drop_peak_deg", "peak drop", "°"},
    {Kind::sway_path, "sway_path_deg_per_s", "sway path", "°/s"},
    {Kind::sway_acceleration, "sway_ml_rms_m_per_s2", "side-to-side acceleration", "m/s²"},
    {Kind::repetitions, "repetitions", "repetitions", ""},
    {Kind::partial_repetitions, "partial_repetitions", "not down to the T", ""},
    {Kind::depth, "depth_deg", "pelvis forward", "°"},
    {Kind::drop_at_t, "drop_at_t_deg", "drop at the T", "°"},
    {Kind::rotation_at_t, "rotation_at_t_deg", "rotation at the T", "°"},
    {Kind::steadiness_at_t, "steadiness_at_t_deg_per_s", "turning at the T", "°/s"},
    {Kind::steps, "steps", "steps", ""},
    {Kind::cadence, "cadence_per_min", "cadence", "/min"},
    {Kind::drop_per_step, "drop_per_step_deg", "drop per step", "°"},
    {Kind::rotation_mean, "rotation_mean_deg", "mean rotation", "°"},
    {Kind::rotation_peak, "rotation_peak_deg", "peak rotation", "°"},
    {Kind::sag_mean, "sag_mean_deg", "mean sag", "°"},
    {Kind::sag_peak, "sag_peak_deg", "peak sag", "°"},
};

const MeasureWords& words_of(Kind kind) { return kMeasures[std::size_t(kind)]; }

constexpr std::string_view kStagePrefix = "screen ";

std::string_view part_name(Task task, std::optional<Side> side) {
    if (task == Task::ready) return "ready";
    if (task == Task::upright) return "upright";
    if (task == Task::still) return "still";
    if (task == Task::bow) return "bow";
    return side ? word(*side) : "both";
}

}  // namespace

std::string_view name_of(ScreeningTest test) { return kTests[std::size_t(test)].name; }
std::string_view title_of(ScreeningTest test) { return kTests[std::size_t(test)].title; }

std::optional<ScreeningTest> screening_test_of(std::string_view name) {
    for (const Words& words : kTests)
        if (words.name == name) return words.test;
    return std::nullopt;
}

std::span<const ScreeningPhase> phases_of(ScreeningTest test) {
    switch (test) {
        case ScreeningTest::stance: return kStance;
        case ScreeningTest::single_leg: return kSingleLeg;
        case ScreeningTest::t_balance: return kTBalance;
        case ScreeningTest::wall_run: return kWallRun;
        case ScreeningTest::hands_and_knees: return kHandsAndKnees;
    }
    return {};
}

std::string stage_name(ScreeningTest test, const ScreeningPhase& phase) {
    std::string name(kStagePrefix);
    return name.append(name_of(test)).append(": ").append(part_name(phase.task, phase.side));
}

std::optional<NamedPhase> phase_of_stage(std::string_view name) {
    if (!name.starts_with(kStagePrefix)) return std::nullopt;
    name.remove_prefix(kStagePrefix.size());
    const std::size_t colon = name.find(": ");
    if (colon == std::string_view::npos) return std::nullopt;
    const auto test = screening_test_of(name.substr(0, colon));
    const std::string_view part = name.substr(colon + 2);
    if (!test) return std::nullopt;
    for (const ScreeningPhase& phase : phases_of(*test))
        if (part_name(phase.task, phase.side) == part) return NamedPhase{*test, phase.task, phase.side};
    return std::nullopt;
}

std::string_view id_of(ScreeningMeasureKind kind) { return words_of(kind).id; }
std::string_view label_of(ScreeningMeasureKind kind) { return words_of(kind).label; }
std::string_view unit_of(ScreeningMeasureKind kind) { return words_of(kind).unit; }

double ScreeningError::total() const {
    return std::sqrt(sensor * sensor + reference * reference + task * task);
}

const ScreeningMeasure* ScreeningOutcome::find(ScreeningMeasureKind kind) const {
    for (const ScreeningMeasure& measure : measures)
        if (measure.kind == kind) return &measure;
    return nullptr;
}

}  // namespace sacrum
