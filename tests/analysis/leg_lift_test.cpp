#include "analysis/leg_lift.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "domain/mounting.hpp"
#include "tests/support/simulated.hpp"

using namespace sacrum;
using namespace sacrum::analysis;
using namespace sacrum::tests;

namespace {

// Acceleration, m/s², of a shift by `size` m from rest to rest within a second: a raised cosine of velocity.
double shift_acceleration(double time_s, double size) {
    if (time_s < 0.0 || time_s > 1.0) return 0.0;
    return size * 2.0 * std::numbers::pi * std::sin(2.0 * std::numbers::pi * time_s);
}

// Stands until 14 s, over the left foot from 5 to 9 s, then runs: a runner whose quiet standing gets the
// shift. The sensor leans as the pelvis does on one leg.
samples::Simulation stander_then_runner(double shift_m) {
    auto runner = runner_at(3.0, 5, 40);
    runner.standing_before = std::chrono::seconds(14);
    auto simulation = simulated(runner, samples::lab_grade());
    const double lean = radians_from_degrees(3.0);
    double angle = 0.0;
    for (ImuSample& sample : simulation.recording.samples) {
        const double t = in_seconds(sample.time);
        const double acceleration =
            shift_acceleration(t - 5.0, shift_m) - shift_acceleration(t - 9.0, shift_m);
        const auto going = [&](double from) { return t > from && t < from + 1.0; };
        const double rate = lean * (going(5.0) ? 1.0 : going(9.0) ? -1.0 : 0.0);
        angle += rate * 0.005;
        // Sensor axes: x up, y left. Turned about the backward axis z by the lean.
        sample.angular_rate =
            Vec3<AngularRateUnit, Sensor>::of_si(sample.angular_rate.si() + Eigen::Vector3d(0.0, 0.0, rate));
        const Eigen::Vector3d force = sample.specific_force.si() + Eigen::Vector3d(0.0, acceleration, 0.0);
        sample.specific_force = Vec3<AccelerationUnit, Sensor>::of_si(
            Eigen::AngleAxisd(-angle, Eigen::Vector3d::UnitZ()) * force);
    }
    return simulation;
}

}  // namespace

TEST_CASE("a lifted right knee moves the pelvis over the left foot, whichever way the sensor leans") {
    const auto simulation = stander_then_runner(0.08);
    for (const Pass pass : kBothPasses) {
        CAPTURE(word(pass));
        AnalysisParams params{.pass = pass, .lifted_legs = {{session_time_from_seconds(5.7), Side::right}}};
        CHECK(analyze(simulation.recording, params).report.lifted_leg == SideCheck::agrees);
        params.lifted_legs = {{session_time_from_seconds(3.0), Side::right}};
        CHECK(analyze(simulation.recording, params).report.lifted_leg == SideCheck::unclear);
    }
}

TEST_CASE("a lifted knee that shows the sensor back to front leaves no side named, and says so") {
    const auto simulation = stander_then_runner(0.08);
    for (const Pass pass : kBothPasses) {
        CAPTURE(word(pass));
        const Session session =
            analyze(simulation.recording,
                    {.pass = pass, .lifted_legs = {{session_time_from_seconds(5.7), Side::left}}});
        CHECK(session.report.lifted_leg == SideCheck::contradicts);
        CHECK(session.report.verdict == Verdict::poor);
        CHECK(session.report.mounting.remark.find("one leg") != std::string::npos);
        CHECK(session.report.side_confidence < 0.9);
        for (const GaitEvent& event : session.events) CHECK_FALSE(event.side.has_value());
    }
}

TEST_CASE(
    "a lift that contradicts takes the sides from all of a long session, also from what lies before it") {
    const auto simulation = stander_then_runner(0.08);
    // The same person twice, ten minutes apart: the lift is in the second part.
    Recording recording = simulation.recording;
    constexpr Duration kApart = std::chrono::minutes(10);
    const auto first = simulation.recording.samples;
    for (ImuSample sample : first) {
        sample.time += kApart;
        recording.samples.push_back(sample);
    }
    recording.samples[first.size()].gap_before = kApart - (first.back().time - first.front().time);
    const Session session =
        analyze(recording, {.lifted_legs = {{session_time_from_seconds(5.7) + kApart, Side::left}}});
    CHECK(session.report.lifted_leg == SideCheck::contradicts);
    REQUIRE(session.strides.size() > 60);
    for (const Stride& stride : session.strides) CHECK_FALSE(stride.side);
}
