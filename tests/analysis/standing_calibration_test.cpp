#include "analysis/standing_calibration.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "analysis/gait_pipeline.hpp"
#include "tests/support/simulated.hpp"

using namespace sacrum;
using namespace sacrum::tests;
using namespace std::chrono_literals;
using analysis::GaitPipeline;
using analysis::StandingCalibration;

namespace {

// A sensor that leans by so much about its x axis, at 100 Hz; index 0 is the sample at `start`.
OrientedSample sample_at(double time_s, double lean_deg = 0.0, double rate_deg_per_s = 0.0) {
    OrientedSample sample;
    sample.time = session_time_from_seconds(time_s);
    sample.earth_from_sensor = Rotation<Earth, Sensor>::of(
        Eigen::Quaterniond(Eigen::AngleAxisd(radians_from_degrees(lean_deg), Eigen::Vector3d::UnitX())));
    sample.angular_rate =
        Vec3<AngularRateUnit, Sensor>::of_si(radians_from_degrees(rate_deg_per_s), 0.0, 0.0);
    sample.is_settled = true;
    return sample;
}

template <class MakeSample>
Calibration outcome_of(const MakeSample& make) {
    StandingCalibration calibration;
    calibration.begin(session_time_from_seconds(1.0), 3s);
    for (int i = 0; i < 1000; ++i)
        if (auto outcome = calibration.see(make(0.01 * i))) return *outcome;
    FAIL("nothing came of it");
    return {};
}

class Collector : public analysis::SessionListener {
  public:
    void on_pose(const PelvisPose& pose) override { poses.push_back(pose); }
    void on_event(const GaitEvent&) override {}
    void on_stride(const Stride&) override {}
    void on_turn(const Turn&) override {}
    void on_calibration(const Calibration& calibration) override { calibrations.push_back(calibration); }
    std::vector<PelvisPose> poses;
    std::vector<Calibration> calibrations;
};

samples::RunnerParams standing_first(std::uint64_t seed) {
    auto runner = runner_at(3.3, seed, 45);
    runner.standing_before = 15s;
    return runner;
}

}  // namespace

TEST_CASE("a person who stands still is level by what is up in that time, and in no other") {
    StandingCalibration calibration;
    calibration.begin(session_time_from_seconds(1.0), 3s);
    std::optional<Calibration> outcome;
    for (int i = 0; i < 1000 && !outcome; ++i) {
        const bool is_asked = i > 100 && i <= 400;
        outcome = calibration.see(sample_at(0.01 * i, is_asked ? 5.0 : 40.0));
    }
    REQUIRE(outcome);
    CHECK(outcome->is_accepted);
    CHECK(outcome->reason.empty());
    CHECK(in_seconds(outcome->start) == 1.0);
    CHECK(in_seconds(outcome->end) == 4.0);
    CHECK(outcome->sd_deg < 0.01);
    CHECK(degrees_from_radians(std::acos(calibration.up().z())) == Approx(5.0));
    CHECK_FALSE(calibration.see(sample_at(20.0)));  // once
}

TEST_CASE("a person who moved while standing is told so") {
    const auto swaying = outcome_of([](double t) { return sample_at(t, 3.0 * std::sin(2.0 * t)); });
    CHECK_FALSE(swaying.is_accepted);
    CHECK(swaying.reason.starts_with("The pelvis moved; stand still"));
    CHECK(swaying.sd_deg > 1.0);
    const auto turning = outcome_of([](double t) { return sample_at(t, 0.0, 10.0); });
    CHECK_FALSE(turning.is_accepted);
    CHECK(outcome_of([](double t) { return sample_at(t, 0.5 * std::sin(2.0 * t), 1.0); }).is_accepted);
}

TEST_CASE("a calibration with samples missing, or before the orientation has settled, is refused") {
    const auto gapped = outcome_of([](double t) {
        auto sample = sample_at(t);
        if (std::abs(t - 2.0) < 0.005) sample.gap_before = 500ms;
        return sample;
    });
    CHECK_FALSE(gapped.is_accepted);
    CHECK(gapped.reason.starts_with("Samples are missing"));
    const auto late = outcome_of([](double t) { return sample_at(t < 1.5 ? t : t + 10.0); });
    CHECK_FALSE(late.is_accepted);
    const auto unsettled = outcome_of([](double t) {
        auto sample = sample_at(t);
        sample.is_settled = t > 3.0;
        return sample;
    });
    CHECK_FALSE(unsettled.is_accepted);
    CHECK(unsettled.reason.starts_with("The sensor's orientation had not settled"));
    StandingCalibration cut;
    cut.begin(session_time_from_seconds(0.0), 10s);
    for (int i = 1; i < 100; ++i) CHECK_FALSE(cut.see(sample_at(0.01 * i)));
    const auto outcome = cut.finish();
    REQUIRE(outcome);
    CHECK_FALSE(outcome->is_accepted);
}

TEST_CASE(
    "a calibration on request makes the pelvis level, outranks standing that was only seen, and is refused "
    "in gait") {
    const auto simulation = simulated(standing_first(5));
    const Recording& recording = simulation.recording;
    auto pipeline = GaitPipeline::create({.rate = recording.rate, .mounting = recording.mounting});
    REQUIRE(pipeline);
    Collector collector;
    const auto rate = std::size_t(recording.rate.si());
    for (std::size_t i = 0; i < recording.samples.size(); ++i) {
        if (i == 8 * rate) pipeline->calibrate(4s);
        if (i == 30 * rate) pipeline->calibrate(4s);
        pipeline->push(recording.samples[i], collector);
    }
    pipeline->finish(collector);
    REQUIRE(collector.calibrations.size() == 2);
    const Calibration& standing = collector.calibrations[0];
    CAPTURE(standing.reason, standing.sd_deg);
    CHECK(standing.is_accepted);
    CHECK(in_seconds(standing.end - standing.start) == Approx(4.0));
    REQUIRE(standing.obliquity_deg);
    CHECK_FALSE(collector.calibrations[1].is_accepted);
    CHECK(collector.calibrations[1].reason.starts_with("The pelvis moved"));
    REQUIRE(pipeline->mounting().calibrated_at);
    CHECK(*pipeline->mounting().calibrated_at == standing.end);
    CHECK(*pipeline->mounting().standing_obliquity_deg == Approx(*standing.obliquity_deg));
    CHECK(*pipeline->mounting().standing_sd_deg == standing.sd_deg);
    // After it, while the person still stands, the pelvis is level.
    double sum = 0.0;
    int count = 0;
    for (const PelvisPose& pose : collector.poses) {
        if (in_seconds(pose.time) < 12.5 || in_seconds(pose.time) > 14.0) continue;
        sum += in_degrees(*pose.obliquity);
        ++count;
    }
    REQUIRE(count > 100);
    CHECK(std::abs(sum / count) < 0.3);
}

TEST_CASE(
    "both passes find the same level by a calibration, with the mounting declared or found from the gait") {
    auto simulation = simulated(standing_first(5));
    Recording& recording = simulation.recording;
    const auto rate = std::size_t(recording.rate.si());
    recording.actions.standing = {{.after_samples = 8 * rate, .duration = 4s},
                                  {.after_samples = 30 * rate, .duration = 4s}};
    for (const bool is_found : {false, true}) {
        for (const Pass pass : kBothPasses) {
            CAPTURE(word(pass), is_found);
            const Session session = analysis::analyze(recording, {.pass = pass, .finds_mounting = is_found});
            const SessionReport& report = session.report;
            REQUIRE(report.calibrations.size() == 2);
            CHECK(report.calibrations[0].is_accepted);
            CHECK_FALSE(report.calibrations[1].is_accepted);
            REQUIRE(report.mounting.calibrated_at);
            CHECK(*report.mounting.calibrated_at == report.calibrations[0].end);
            REQUIRE(report.mounting.standing_obliquity_deg);
            CHECK(report.sides.left.strides_used > 10);
        }
    }
}

TEST_CASE("what one is asked before the first sample begins with it") {
    StandingCalibration calibration;
    calibration.begin(std::nullopt, 2s);
    CHECK_FALSE(calibration.finish());
    calibration.begin(std::nullopt, 2s);
    std::optional<Calibration> outcome;
    for (int i = 0; i < 1000 && !outcome; ++i) outcome = calibration.see(sample_at(30.0 + 0.01 * i));
    REQUIRE(outcome);
    CHECK(outcome->is_accepted);
    CHECK(in_seconds(outcome->start) == Approx(30.0));
}
