#include "analysis/gait_pipeline.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "tests/support/allocation_counter.hpp"
#include "tests/support/simulated.hpp"

using namespace sacrum;
using namespace sacrum::tests;
using analysis::GaitPipeline;

namespace {

class Counter : public analysis::SessionListener {
  public:
    void on_pose(const PelvisPose& pose) override {
        is_ordered = is_ordered && (poses == 0 || pose.time > last_pose);
        last_pose = pose.time;
        ++poses;
    }
    void on_event(const GaitEvent& event) override {
        is_ordered = is_ordered && (events == 0 || event.time >= last_event);
        last_event = event.time;
        ++events;
    }
    void on_stride(const Stride& stride) override { strides += stride.is_valid(); }
    void on_turn(const Turn&) override {}

    int poses = 0, events = 0, strides = 0;
    bool is_ordered = true;
    SessionTime last_pose{}, last_event{};
};

}  // namespace

TEST_CASE("a warm pipeline allocates nothing") {
    const auto simulation = simulated(runner_at(3.3, 1, 60));
    const auto& samples = simulation.recording.samples;
    auto pipeline =
        GaitPipeline::create({.rate = simulation.recording.rate, .mounting = simulation.recording.mounting});
    REQUIRE(pipeline.has_value());
    Counter counter;
    const std::size_t warm = 30 * 200;
    for (std::size_t i = 0; i < warm; ++i) pipeline->push(samples[i], counter);
    const int strides_before = counter.strides;
    const AllocationCounter allocations;
    for (std::size_t i = warm; i < samples.size(); ++i) pipeline->push(samples[i], counter);
    if (AllocationCounter::kCanCount) CHECK(allocations.count() == 0);
    CHECK(counter.strides > strides_before + 50);
}

TEST_CASE("every sample has one pose, in order, and events come in order") {
    const auto simulation = simulated(runner_at(3.3, 2, 40));
    auto pipeline =
        GaitPipeline::create({.rate = simulation.recording.rate, .mounting = simulation.recording.mounting});
    REQUIRE(pipeline.has_value());
    Counter counter;
    for (const ImuSample& sample : simulation.recording.samples) pipeline->push(sample, counter);
    pipeline->finish(counter);
    CHECK(counter.poses == int(simulation.recording.samples.size()));
    CHECK(counter.is_ordered);
}

TEST_CASE("what is said lies no further behind the newest sample than stated") {
    const auto simulation = simulated(runner_at(3.3, 2, 40));
    const GaitPipeline::Params params{.rate = simulation.recording.rate,
                                      .mounting = simulation.recording.mounting};
    auto pipeline = GaitPipeline::create(params);
    REQUIRE(pipeline.has_value());
    Counter counter;
    for (const ImuSample& sample : simulation.recording.samples) {
        pipeline->push(sample, counter);
        if (counter.poses == 0) continue;
        CHECK(in_seconds(sample.time - counter.last_pose) <= params.look_ahead_s + params.hop_s + 0.02);
        if (in_seconds(sample.time - counter.last_pose) > params.look_ahead_s + params.hop_s + 0.02) break;
    }
}

TEST_CASE("parameters that leave no room to look ahead are refused") {
    CHECK_FALSE(GaitPipeline::create({.rate = 200.0_Hz, .window_s = 4.0}).has_value());
    CHECK_FALSE(GaitPipeline::create({.rate = 200.0_Hz, .look_ahead_s = 9.0}).has_value());
}

TEST_CASE("absolute contact times of running are called unverified, those of walking are not") {
    const auto run = analysis::analyze(simulated(runner_at(3.0, 2)).recording, {});
    CHECK_FALSE(run.report.is_timing_verified);
    CHECK(run.report.fits_landing_model);
    const auto walk = analysis::analyze(simulated(walker_at(1.3, 2)).recording, {});
    CHECK(walk.report.is_timing_verified);
}

TEST_CASE(
    "five seconds in, the newest pose shows within a degree what the settled pose of that moment says "
    "later") {
    struct Settled : Counter {
        void on_pose(const PelvisPose& pose) override {
            if (pose.obliquity) obliquity_deg[in_seconds(pose.time)] = in_degrees(*pose.obliquity);
        }
        std::map<double, double> obliquity_deg;
    } settled;
    const auto simulation = simulated(runner_at(3.3, 2, 30));
    auto pipeline =
        GaitPipeline::create({.rate = simulation.recording.rate, .mounting = simulation.recording.mounting});
    REQUIRE(pipeline.has_value());
    CHECK_FALSE(pipeline->newest_pose().has_value());
    std::map<double, double> at_once_deg;
    for (const ImuSample& sample : simulation.recording.samples) {
        pipeline->push(sample, settled);
        const auto pose = pipeline->newest_pose();
        if (!pose || !pose->is_valid) continue;
        CHECK(in_seconds(sample.time) - in_seconds(pose->time) < 0.05);
        at_once_deg[in_seconds(pose->time)] = in_degrees(*pose->obliquity);
    }
    pipeline->finish(settled);
    REQUIRE(at_once_deg.size() > 20 * 200);
    for (const auto& [time_s, deg] : at_once_deg) {
        if (time_s < 5.0) continue;  // the level of standing is still being learned: 2° off
        INFO(time_s << " s");
        REQUIRE(settled.obliquity_deg.count(time_s) == 1);
        CHECK(std::abs(settled.obliquity_deg[time_s] - deg) < 1.0);
    }
}
