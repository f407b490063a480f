#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "tests/support/simulated.hpp"
#include "tests/support/truth_comparison.hpp"

using namespace sacrum;
using namespace sacrum::tests;

namespace {

// The recording of a sensor that first lay still for 20 s, turned by `lay` about an axis of its own, and was
// then turned within 2 s to how it was worn.
Recording lying_first(const Recording& worn, const Eigen::AngleAxisd& lay) {
    const double rate = worn.rate.si(), lies = 20.0, turns = 2.0;
    const ImuSample& first = worn.samples.front();
    Recording recording = worn;
    recording.samples.clear();
    for (std::size_t i = 0; i < std::size_t((lies + turns) * rate); ++i) {
        const double time = double(i) / rate;
        const double turned = std::clamp((time - lies) / turns, 0.0, 1.0);
        ImuSample sample = first;
        sample.time = session_time_from_seconds(time);
        sample.specific_force = Vec3<AccelerationUnit, Sensor>::of_si(
            Eigen::AngleAxisd((1.0 - turned) * lay.angle(), lay.axis()) * first.specific_force.si());
        if (time > lies)
            sample.angular_rate = Vec3<AngularRateUnit, Sensor>::of_si(first.angular_rate.si() +
                                                                       lay.angle() / turns * lay.axis());
        recording.samples.push_back(sample);
    }
    for (ImuSample sample : worn.samples) {
        sample.time += duration_from_seconds(lies + turns);
        recording.samples.push_back(sample);
    }
    return recording;
}

double mean_drop(const Session& session, Side side) {
    double sum = 0.0;
    int count = 0;
    for (const Stride& stride : session.strides) {
        if (!stride.is_valid() || stride.side != side) continue;
        sum += *stride.metrics[Metric::cpd_peak];
        ++count;
    }
    return sum / count;
}

}  // namespace

TEST_CASE("the mounting is found from running and from walking, however the sensor is turned") {
    struct Turned {
        const char* mounting;
        double x, y, z;
    };
    const Turned sensors[] = {
        {"up=+x,left=+y", 0, 0, 0}, {"up=-x,left=+z", 10, -15, 5}, {"up=+z,left=-x", -20, 10, 30}};
    for (const Turned& turned : sensors) {
        for (const bool runs : {true, false}) {
            CAPTURE(turned.mounting, runs);
            auto sensor = samples::default_faults();
            sensor.mounting = turned.mounting;
            sensor.mount_tilt_x_deg = turned.x;
            sensor.mount_tilt_y_deg = turned.y;
            sensor.mount_tilt_z_deg = turned.z;
            const auto simulation = simulated(runs ? runner_at(3.0, 5) : walker_at(1.3, 5), sensor);
            const Session session = analysis::analyze(simulation.recording, {.finds_mounting = true});
            CHECK(session.report.mounting.method == MountingMethod::found);
            const TruthComparison result = compare_with_truth(session, simulation);
            CHECK(result.wrong_side == 0);
            CHECK(result.decided >= result.found - 2);
            CHECK(result.cpd_excursion_deg.mean_absolute < 1.0);
        }
    }
}

TEST_CASE("a declared mounting that faces backward is noticed and no side is named") {
    for (const bool runs : {true, false}) {
        CAPTURE(runs);
        auto simulation = simulated(runs ? runner_at(3.0, 6) : walker_at(1.3, 6));
        simulation.recording.mounting = *parse_mounting("up=+x,left=-y");
        const Session session = analysis::analyze(simulation.recording, {});
        CHECK_FALSE(session.report.mounting.agrees_with_gait);
        CHECK(session.report.verdict == Verdict::poor);
        for (const GaitEvent& event : session.events) CHECK_FALSE(event.side.has_value());
    }
}

TEST_CASE(
    "a sensor turned by 20 degrees from what was declared is noticed in both passes, one that is not "
    "passes") {
    for (const double turned : {0.0, 20.0, -20.0}) {
        for (const bool runs : {true, false}) {
            for (const Pass pass : kBothPasses) {
                CAPTURE(turned, runs, word(pass));
                auto sensor = samples::default_faults();
                sensor.mount_tilt_x_deg = turned;
                const auto simulation = simulated(runs ? runner_at(3.0, 6) : walker_at(1.3, 6), sensor);
                const Session session = analysis::analyze(simulation.recording, {.pass = pass});
                CHECK(session.report.mounting.agrees_with_gait == (turned == 0.0));
                CHECK(session.report.mounting.heading_sd_deg < 3.0);
                CHECK(session.report.side_confidence > 0.9);
            }
        }
    }
}

TEST_CASE("a declared mounting that is upside down is noticed") {
    auto simulation = simulated(runner_at(3.0, 6));
    simulation.recording.mounting = *parse_mounting("up=-x,left=+y");
    const Session session = analysis::analyze(simulation.recording, {});
    CHECK_FALSE(session.report.mounting.agrees_with_gait);
    CHECK(session.report.mounting.remark.find("check --mount") != std::string::npos);
}

TEST_CASE("a sensor that lay on a table before it was worn is measured as if it had not") {
    auto sensor = samples::default_faults();
    sensor.mount_tilt_z_deg = 4.0;
    for (const bool finds : {false, true}) {
        for (const Pass pass : kBothPasses) {
            auto runner = runner_at(3.0, 6, 60);
            runner.standing_before = std::chrono::seconds(8);  // rest is known some seconds after a turn
            const auto simulation = simulated(runner, sensor);
            const analysis::AnalysisParams params{.pass = pass, .finds_mounting = finds};
            const Session worn = analysis::analyze(simulation.recording, params);
            for (const Eigen::AngleAxisd& lay :
                 {Eigen::AngleAxisd(std::numbers::pi, Eigen::Vector3d::UnitZ()),
                  Eigen::AngleAxisd(0.5 * std::numbers::pi, Eigen::Vector3d::UnitY()),
                  Eigen::AngleAxisd(-0.5 * std::numbers::pi, Eigen::Vector3d::UnitZ())}) {
                CAPTURE(finds, word(pass), lay.angle(), lay.axis().transpose());
                const Session session = analysis::analyze(lying_first(simulation.recording, lay), params);
                CHECK(session.report.mounting.agrees_with_gait);
                CHECK(session.report.mounting.remark == worn.report.mounting.remark);
                CHECK(session.report.mounting.standing_obliquity_deg.has_value());
                for (const Side side : kBothSides)
                    CHECK(mean_drop(session, side) == Approx(mean_drop(worn, side)).margin(0.4));
                REQUIRE(session.strides.size() > 60);
                CHECK(std::ranges::count_if(session.strides, &Stride::is_valid) + 6 >=
                      std::ranges::count_if(worn.strides, &Stride::is_valid));
            }
        }
    }
}

TEST_CASE("standing sets the zero of obliquity") {
    auto sensor = samples::ideal();
    sensor.mount_tilt_z_deg = 4.0;  // about the sensor's backward axis: a roll offset
    const auto simulation = simulated(runner_at(3.0, 7), sensor);
    const Session session = analysis::analyze(simulation.recording, {});
    REQUIRE(session.report.mounting.standing_obliquity_deg.has_value());
    CHECK(std::abs(*session.report.mounting.standing_obliquity_deg) == Approx(4.0).margin(0.1));
    const TruthComparison result = compare_with_truth(session, simulation);
    CHECK(result.cpd_peak_deg.mean_absolute < 0.2);
}

TEST_CASE("a strap that slips is noticed, with its time, and what follows does not count") {
    auto sensor = samples::default_faults();
    sensor.slip_at = std::chrono::seconds(40);
    sensor.slip_deg = 8.0;
    const auto simulation = simulated(runner_at(3.0, 8, 80), sensor);
    for (const Pass pass : kBothPasses) {
        CAPTURE(word(pass));
        const Session session = analysis::analyze(simulation.recording, {.pass = pass});
        REQUIRE(session.report.mounting.has_slipped);
        CHECK(in_seconds(*session.report.mounting.slipped_at) == Approx(40.0).margin(8.0));
        CHECK(session.report.verdict == Verdict::poor);
    }
    sensor.slip_deg = 0.0;
    const auto steady = simulated(runner_at(3.0, 8, 80), sensor);
    CHECK_FALSE(analysis::analyze(steady.recording, {}).report.mounting.has_slipped);
}
