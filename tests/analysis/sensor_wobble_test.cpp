#include "analysis/sensor_wobble.hpp"

#include <catch2/catch.hpp>

#include "analysis/analyze.hpp"
#include "samples/simulate.hpp"

using namespace sacrum;
using namespace sacrum::analysis;

namespace {

Session session_of(GaitMode mode, samples::SoftTissue tissue, Pass pass = Pass::refined) {
    samples::RunnerParams runner;
    runner.mode = mode;
    runner.speed_mps = mode == GaitMode::running ? 3.0 : 1.3;
    runner.duration = std::chrono::seconds(30);
    samples::SensorParams sensor = samples::lab_grade();
    sensor.soft_tissue = tissue;
    const auto made = samples::simulate(runner, sensor);
    REQUIRE(made.has_value());
    AnalysisParams params;
    params.pass = pass;
    return analyze(made->recording, params);
}

}  // namespace

TEST_CASE("a sensor on moving skin nods after landings, one on bone does not, walking or running") {
    for (const GaitMode mode : {GaitMode::walking, GaitMode::running}) {
        const auto still = session_of(mode, samples::SoftTissue::off).report.mounting.wobble;
        const auto mild = session_of(mode, samples::SoftTissue::mild).report.mounting.wobble;
        const auto strong = session_of(mode, samples::SoftTissue::strong).report.mounting.wobble;
        REQUIRE((still && mild && strong));
        CHECK(mild->tilt > 5.0 * still->tilt);
        CHECK(strong->tilt > 1.5 * mild->tilt);
    }
}

TEST_CASE("both passes see the same nodding of the sensor") {
    const auto refined = session_of(GaitMode::running, samples::SoftTissue::strong).report.mounting.wobble;
    const auto causal =
        session_of(GaitMode::running, samples::SoftTissue::strong, Pass::causal).report.mounting.wobble;
    REQUIRE((refined && causal));
    CHECK(causal->tilt == Approx(refined->tilt).epsilon(0.1));
}

TEST_CASE("moving skin makes the intervals wider, and they hold what it does to the vertical oscillation") {
    const auto vertical = [](samples::SoftTissue tissue) {
        return *session_of(GaitMode::running, tissue)
                    .report.sides.left.metrics[std::size_t(Metric::vertical_osc)];
    };
    const MetricSummary still = vertical(samples::SoftTissue::off),
                        strong = vertical(samples::SoftTissue::strong);
    CHECK(strong.standard_error > 3.0 * still.standard_error);
    CHECK(strong.ci95.low < still.median);
    CHECK(strong.ci95.high > still.median);
}

TEST_CASE("without strides nothing is said of how the sensor moves on skin") {
    CHECK_FALSE(sensor_wobble(SessionReport{}, {}).has_value());
}

TEST_CASE("the report tells the bias of the gyroscope in both passes") {
    samples::SensorParams sensor = samples::ideal();
    sensor.gyroscope_bias_deg_per_s = 0.8;
    const auto made = samples::simulate({.duration = std::chrono::seconds(30)}, sensor);
    REQUIRE(made.has_value());
    for (const Pass pass : {Pass::refined, Pass::causal}) {
        AnalysisParams params;
        params.pass = pass;
        const auto bias = analyze(made->recording, params).report.gyroscope_bias_deg_per_s;
        REQUIRE(bias.has_value());
        CHECK(*bias == Approx(0.8).margin(0.1));
    }
}
