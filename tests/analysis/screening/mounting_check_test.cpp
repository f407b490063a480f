#include "analysis/screening/mounting_check.hpp"

#include "tests/analysis/screening/screened.hpp"

namespace sacrum::analysis {

TEST_CASE("a sensor that is upside down or on its side is refused, not measured with") {
    const auto mounting = GENERATE("up=-x,left=-y", "up=+y,left=+z", "up=+z,left=+y");
    auto performed =
        samples::perform_test({.test = ScreeningTest::single_leg, .seed = 3}, samples::default_faults());
    REQUIRE(performed);
    performed->recording.mounting = *parse_mounting(mounting);
    ScreeningEvents heard;
    const ScreeningResult result = screen(performed->recording, performed->truth, performed->stretch,
                                          ScreeningTest::single_leg, false, {}, heard);
    CHECK_FALSE(result.is_valid);
    CHECK(says(result, "does not sit upright as declared"));
    REQUIRE_FALSE(heard.references.empty());
    CHECK_FALSE(heard.references.front().is_accepted);  // at once, not after the test
}

TEST_CASE("a sensor that sits back to front is refused, by the bow, by the way down or by the shifts") {
    const auto test =
        GENERATE(ScreeningTest::t_balance, ScreeningTest::hands_and_knees, ScreeningTest::single_leg);
    INFO(name_of(test));
    auto performed = samples::perform_test({.test = test, .seed = 3}, samples::default_faults());
    REQUIRE(performed);
    performed->recording.mounting = *parse_mounting("up=+x,left=-y");
    ScreeningEvents heard;
    const ScreeningResult result =
        screen(performed->recording, performed->truth, performed->stretch, test, false, {}, heard);
    CHECK_FALSE(result.is_valid);
    CHECK(says(result, "declared"));
}

}  // namespace sacrum::analysis
