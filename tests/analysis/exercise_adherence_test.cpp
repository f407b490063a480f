#include "analysis/exercise_adherence.hpp"

#include <catch2/catch.hpp>

using namespace sacrum;
using namespace sacrum::analysis;
using std::chrono::days;
using std::chrono::sys_days;

namespace {

constexpr sys_days kFirst{days(20000)};

PrescribedExercise three_a_week(std::initializer_list<int> done) {
    PrescribedExercise exercise{.name = "T",
                                .dose = {},
                                .progression = {},
                                .why = {},
                                .from = kFirst,
                                .days_per_week = 3.0,
                                .done = {}};
    for (const int day : done) exercise.done.push_back(kFirst + days(day));
    return exercise;
}

}  // namespace

TEST_CASE(
    "what was done is counted in days and held against what the dose asks for of the time that has passed") {
    const auto found = adherence_of(three_a_week({0, 2, 4, 7, 13}), kFirst + days(13));
    REQUIRE(found);
    CHECK(found->days_passed == 14);
    CHECK(found->days_asked == 6);
    CHECK(found->days_done == 5);
    CHECK(found->done_last_week == 2);  // days 7 and 13 of the last seven, 7 to 13
}

TEST_CASE(
    "notes of days on which an exercise does not hold do not count, and before it begins there is nothing to "
    "say") {
    PrescribedExercise exercise = three_a_week({-3, 0, 9});
    exercise.until = kFirst + days(7);
    const auto found = adherence_of(exercise, kFirst + days(30));
    REQUIRE(found);
    CHECK(found->days_passed == 7);
    CHECK(found->days_asked == 3);
    CHECK(found->days_done == 1);
    CHECK_FALSE(adherence_of(exercise, kFirst - days(1)));
    CHECK(exercise.holds_on(kFirst + days(6)));
    CHECK_FALSE(exercise.holds_on(kFirst + days(7)));
}

TEST_CASE("a dose says how many days a week it asks for, or nothing that can be counted") {
    CHECK(days_per_week_of("3 × 30 s per leg, 3 days a week") == 3.0);
    CHECK(days_per_week_of("5 × as long as it is held, 2 days a week") == 2.0);
    CHECK(days_per_week_of("10 repetitions every day") == 7.0);
    CHECK_FALSE(days_per_week_of("3 × 30 s when you think of it"));
    CHECK_FALSE(days_per_week_of("2-13 days a week"));
    CHECK_FALSE(days_per_week_of("9 days a week"));
    CHECK_FALSE(days_per_week_of(""));
    CHECK_FALSE(
        adherence_of({.name = {}, .dose = {}, .progression = {}, .why = {}, .from = kFirst, .done = {}},
                     kFirst)
            ->days_asked);
}
