#include "analysis/screening/quiet_return.hpp"

#include "tests/analysis/screening/screened.hpp"

namespace sacrum::analysis {

TEST_CASE("a sensor that slips in the middle of a test is flagged, whichever way it goes") {
    const auto test =
        GENERATE(ScreeningTest::single_leg, ScreeningTest::t_balance, ScreeningTest::hands_and_knees);
    const auto direction = GENERATE(samples::SlipDirection::back, samples::SlipDirection::side);
    // There that is a turn round the vertical, which gravity does not show.
    if (test == ScreeningTest::hands_and_knees && direction == samples::SlipDirection::side) return;
    samples::SensorParams sensor = samples::default_faults();
    const samples::PerformerParams performer{.test = test, .seed = 7};
    CHECK(screened(performer, sensor).result.remark.empty());
    sensor.slip_at = std::chrono::seconds(45);
    sensor.slip_deg = 6.0;
    sensor.slip_direction = direction;
    const ScreeningResult result = screened(performer, sensor).result;
    CHECK(says(result, "the sensor slipped"));
}

}  // namespace sacrum::analysis
