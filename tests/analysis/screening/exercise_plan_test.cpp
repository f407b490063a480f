#include "analysis/screening/exercise_plan.hpp"

#include <catch2/catch.hpp>

namespace sacrum::analysis {
namespace {

using Kind = ScreeningMeasureKind;

ScreeningResult with_drops(double left, double right) {
    ScreeningResult result;
    result.test = ScreeningTest::single_leg;
    result.is_valid = true;
    const auto outcome = [](double drop) {
        ScreeningOutcome side;
        side.measures.push_back({Kind::drop_mean, drop, ScreeningError{.sensor = 0.3, .task = 0.2}});
        return side;
    };
    result.sides.left = outcome(left);
    result.sides.right = outcome(right);
    result.differences = differences_of(result);
    result.plan = plan_of(result);
    return result;
}

}  // namespace

TEST_CASE("a difference below what can be detected offers nothing") {
    const ScreeningResult result = with_drops(5.0, 1.5);
    REQUIRE(result.differences.size() == 1);
    CHECK_FALSE(result.differences.front().is_detected());
    CHECK(result.plan.empty());
}

TEST_CASE("a larger drop offers exercises for that side, and says why without a word of weakness") {
    const ScreeningResult result = with_drops(1.0, 8.0);
    REQUIRE_FALSE(result.plan.empty());
    for (const PlannedExercise& exercise : result.plan) {
        CHECK(exercise.side == Side::right);
        CHECK(exercise.why.find("by more than can be detected") != std::string::npos);
        CHECK(exercise.why.find("weak") == std::string::npos);
        CHECK_FALSE(exercise.dose.empty());
        CHECK_FALSE(exercise.progression.empty());
    }
}

}  // namespace sacrum::analysis
