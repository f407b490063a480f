#include "analysis/screening/exercise_plan.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "domain/normal_quantile.hpp"

namespace sacrum::analysis {
namespace {

using Kind = ScreeningMeasureKind;

// Minimal detectable change of the pelvic drop in single-leg stance by goniometer (published abstract). There
// are no repeats of any of these tests with a sensor on the sacrum, so it stands in for all their angles.
constexpr double kDetectable_deg = 4.0;
constexpr double kAskedHold = 30.0;  // s
constexpr double kAskedRepetitions = 10.0;

bool is_angle(Kind kind) { return unit_of(kind) == "°" && kind != Kind::depth; }

struct Dose {
    ScreeningTest test;
    const char* dose;
    const char* progression;
};
// Doses are a usual starting point, not a finding; who treats the person decides.
constexpr Dose kDoses[] = {
    {ScreeningTest::stance, "", ""},
    {ScreeningTest::single_leg, "3 × 30 s per leg, 3 days a week",
     "when 30 s are held without a touch-down twice in a row: arms crossed, then on a soft mat"},
    {ScreeningTest::t_balance, "2 × 10 repetitions per leg, 3 days a week",
     "when ten come without a touch-down twice in a row: slower, then with a light weight in the hand"},
    {ScreeningTest::wall_run, "3 × 30 s with 60 s rest, 2 days a week",
     "when the drop stays the same to the end: quicker steps, then longer"},
    {ScreeningTest::hands_and_knees, "3 × 30 s per side, 3 days a week",
     "when 30 s are held twice in a row: draw elbow and knee together and stretch again, 10 times"},
};

PlannedExercise exercise(ScreeningTest test, std::optional<Side> side, std::string why) {
    const Dose& dose = kDoses[std::size_t(test)];
    return {.name = std::string(title_of(test)),
            .dose = dose.dose,
            .progression = dose.progression,
            .why = std::move(why),
            .side = side};
}

// The test that trains the same with less, or with more, load on the pelvis.
ScreeningTest companion(ScreeningTest test) {
    switch (test) {
        case ScreeningTest::single_leg: return ScreeningTest::hands_and_knees;
        case ScreeningTest::t_balance: return ScreeningTest::single_leg;
        case ScreeningTest::wall_run: return ScreeningTest::single_leg;
        case ScreeningTest::hands_and_knees: return ScreeningTest::single_leg;
        case ScreeningTest::stance: break;
    }
    return ScreeningTest::single_leg;
}

bool has(const std::vector<PlannedExercise>& plan, const PlannedExercise& more) {
    return std::ranges::any_of(plan, [&](const PlannedExercise& exercise) {
        return exercise.name == more.name && exercise.side == more.side;
    });
}

void add(std::vector<PlannedExercise>& plan, PlannedExercise more) {
    if (!has(plan, more)) plan.push_back(std::move(more));
}

std::string larger(Kind kind, Side side) {
    return std::string("offered because the ").append(label_of(kind)).append(" on the ").append(word(side)) +
           " was larger than on the " + word(opposite(side)) + " by more than can be detected";
}

void offer_for_side(const ScreeningResult& result, Side side, std::vector<PlannedExercise>& plan) {
    const auto& outcome = result.sides[side];
    if (!outcome) return;
    const std::string where = std::string(" on the ") + word(side);
    const auto* hold = outcome->find(Kind::hold);
    const auto* touches = outcome->find(Kind::touch_downs);
    if (hold != nullptr && touches != nullptr && touches->value > 0.0 && hold->value < kAskedHold - 1.0) {
        auto shorter = exercise(
            result.test, side,
            "offered because the posture" + where + " ended with a touch-down before the 30 s were over");
        shorter.dose = "5 × as long as it is held without a touch-down, 3 days a week";
        shorter.progression = "5 s longer when that is held twice in a row, up to 30 s";
        add(plan, std::move(shorter));
    }
    const auto* repetitions = outcome->find(Kind::repetitions);
    if (repetitions != nullptr && repetitions->value < kAskedRepetitions)
        add(plan, exercise(result.test, side,
                           "offered because fewer than ten repetitions came down to the T" + where));
}

}  // namespace

std::vector<ScreeningDifference> differences_of(const ScreeningResult& result) {
    std::vector<ScreeningDifference> differences;
    if (!result.sides.left || !result.sides.right) return differences;
    for (const ScreeningMeasure& left : result.sides.left->measures) {
        const ScreeningMeasure* right = result.sides.right->find(left.kind);
        if (right == nullptr || !left.error || !right->error || left.kind == Kind::hold) continue;
        const double chance = kNormal95 * std::hypot(left.error->total(), right->error->total());
        differences.push_back({left.kind, left.value - right->value,
                               is_angle(left.kind) ? std::max(chance, kDetectable_deg) : chance});
    }
    return differences;
}

std::vector<PlannedExercise> plan_of(const ScreeningResult& result) {
    std::vector<PlannedExercise> plan;
    if (!result.is_valid || result.test == ScreeningTest::stance) return plan;
    for (const ScreeningDifference& difference : result.differences) {
        // Turning at the T goes either way; a larger number is not more of it.
        if (!is_angle(difference.kind) || difference.kind == Kind::rotation_at_t) continue;
        if (!difference.is_detected()) continue;
        const Side side = difference.left_minus_right > 0.0 ? Side::left : Side::right;
        add(plan, exercise(result.test, side, larger(difference.kind, side)));
        add(plan, exercise(companion(result.test), side, larger(difference.kind, side)));
    }
    for (const Side side : kBothSides) offer_for_side(result, side, plan);
    return plan;
}

}  // namespace sacrum::analysis
