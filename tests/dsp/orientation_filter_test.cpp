#include "dsp/orientation_filter.hpp"

#include <catch2/catch.hpp>

#include "tests/dsp/synthetic_motion.hpp"
#include "tests/support/allocation_counter.hpp"

namespace sacrum::dsp {
namespace {

using namespace synthetic;

const OrientationParams kParams{.rate = 200.0_Hz};

Eigen::Vector3d degrees(double x, double y, double z) {
    return Eigen::Vector3d(x, y, z) * radians_from_degrees(1.0);
}

double bias_error(const std::vector<OrientedSample>& oriented, const Motion& motion,
                  const std::vector<ImuSample>& raw) {
    const Eigen::Vector3d found = raw.back().angular_rate.si() - oriented.back().angular_rate.si();
    const Eigen::Vector3d error = motion.attitude(in_seconds(raw.back().time)) * (found - motion.bias);
    return degrees_from_radians(
        error.head<2>().norm());  // the part about horizontal axes: the other is not observable
}

TEST_CASE("parameters that cannot be followed are refused") {
    CHECK_FALSE(OrientationFilter::create({.rate = 0.0_Hz}));
    CHECK_FALSE(OrientationFilter::create({.rate = Frequency::of_si(std::nan(""))}));
    CHECK_FALSE(OrientationFilter::create(
        {.rate = 200.0_Hz, .uses_magnetometer = true, .magnetic = {.heading_time = Duration::zero()}}));
    CHECK_FALSE(OrientationFilter::create({.rate = 200.0_Hz, .start_window = Duration::zero()}));
}

TEST_CASE("every sample comes out once, in order, with its own time and force") {
    const auto samples = readings(gait());
    const auto out = run_causal(samples, kParams);
    REQUIRE(out.size() == samples.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        REQUIRE(out[i].time == samples[i].time);
        REQUIRE(out[i].specific_force == samples[i].specific_force);
    }
}

TEST_CASE("a sensor turning steadily about a slanted axis keeps its inclination") {
    Motion motion;
    motion.attitude = [](double t) { return about({1, 0.3, 0.5}, 40.0 * t); };
    CHECK(worst_error(run_causal(readings(motion), kParams), motion) < 0.15);
}

TEST_CASE("coning motion, where summed angles drift, keeps its inclination") {
    Motion motion;
    motion.attitude = [](double t) {
        const double phase = 2.0 * std::numbers::pi * 2.0 * t;
        return about({std::cos(phase), std::sin(phase), 0.0}, 10.0);
    };
    CHECK(worst_error(run_causal(readings(motion), kParams), motion, 5.0) < 0.1);
}

TEST_CASE("started in mid-gait with a biased gyroscope, inclination and bias are found within seconds") {
    Motion motion = gait();
    motion.bias = degrees(0.5, -0.5, 0.5);
    const auto samples = readings(motion);
    const auto out = run_causal(samples, kParams);
    CHECK(worst_error(out, motion) < 1.5);
    CHECK(worst_error(out, motion, 10.0) < 0.2);
    CHECK(bias_error(out, motion, samples) < 0.05);
    CHECK_FALSE(out[200].is_settled);
    CHECK(out[200 * 8].is_settled);
}

TEST_CASE("a resting gyroscope shows its whole bias") {
    Motion motion;
    motion.duration = 10.0;
    motion.bias = degrees(0.8, -1.2, 1.5);
    const auto out = run_causal(readings(motion), kParams);
    CHECK(out.back().is_resting);
    CHECK(degrees_from_radians(out.back().angular_rate.si().norm()) < 0.02);
    CHECK(worst_error(out, motion) < 1.5);  // 2.1 deg/s goes unnoticed for the first second and a half
}

TEST_CASE("starting and stopping to walk tilts the estimate by less than a degree") {
    const Motion motion = start_and_stop();
    CHECK(worst_error(run_causal(readings(motion), kParams), motion, 3.0) < 1.0);
}

TEST_CASE("a sensor mounted another way gives the same vertical") {
    const auto samples = readings(gait());
    const Eigen::Quaterniond mounting = about({0.2, -1.0, 0.4}, 137.0);
    auto turned_samples = samples;
    for (ImuSample& sample : turned_samples) {
        sample.specific_force = Vec3<AccelerationUnit, Sensor>::of_si(mounting * sample.specific_force.si());
        sample.angular_rate = Vec3<AngularRateUnit, Sensor>::of_si(mounting * sample.angular_rate.si());
    }
    const auto out = run_causal(samples, kParams);
    const auto other = run_causal(turned_samples, kParams);
    for (std::size_t i = 0; i < out.size(); i += 7)
        REQUIRE(inclination_error(other[i], out[i].earth_from_sensor.quaternion() * mounting.conjugate()) <
                1e-6);
}

TEST_CASE("lost samples are bridged, and a long gap unsettles until inclination is known again") {
    const Motion motion = gait();
    auto samples = readings(motion);
    SECTION("one sample in ten lost") {
        std::vector<ImuSample> kept;
        for (std::size_t i = 0; i < samples.size(); ++i)
            if (i % 10 != 3) kept.push_back(samples[i]);
        CHECK(worst_error(run_causal(kept, kParams), motion, 10.0) < 0.4);
    }
    SECTION("0.3 s lost") {
        samples.erase(samples.begin() + 4000, samples.begin() + 4060);
        const auto out = run_causal(samples, kParams);
        CHECK(worst_error(out, motion, 30.0) < 0.5);
    }
    SECTION("5 s lost") {
        samples.erase(samples.begin() + 4000, samples.begin() + 5000);
        const auto out = run_causal(samples, kParams);
        REQUIRE(out.size() == samples.size());
        CHECK(out[3999].is_settled);
        CHECK_FALSE(out[4000].is_settled);
        CHECK(worst_error(out, motion, 35.0) < 0.2);
    }
}

TEST_CASE("nothing is not a number, whatever the sensor says") {
    Motion motion;
    motion.duration = 6.0;
    auto samples = readings(motion);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (i % 5 < 3) samples[i].specific_force = {};
        if (i > 700) samples[i].angular_rate = Vec3<AngularRateUnit, Sensor>::of_si(35.0, -35.0, 35.0);
    }
    for (const OrientedSample& sample : run_causal(samples, kParams)) {
        REQUIRE(sample.earth_from_sensor.quaternion().coeffs().allFinite());
        REQUIRE(sample.angular_rate.si().allFinite());
    }
    CHECK(run_causal({}, kParams).empty());
    CHECK(run_causal(std::vector<ImuSample>(1), kParams).size() == 1);
}

TEST_CASE("pushing a sample never allocates, across gaps and through the start") {
    auto samples = readings(gait());
    samples.erase(samples.begin() + 2000, samples.begin() + 3000);
    auto filter = OrientationFilter::create(kParams);
    std::size_t received = 0;
    const auto take = [&received](const OrientedSample&) { ++received; };
    const tests::AllocationCounter allocations;
    for (const ImuSample& sample : samples) filter->push(sample, take);
    filter->finish(take);
    if (tests::AllocationCounter::kCanCount) CHECK(allocations.count() == 0);
    CHECK(received == samples.size());
}

TEST_CASE("after reset the same samples give the same bits") {
    const auto samples = readings(gait());
    auto filter = OrientationFilter::create(kParams);
    std::vector<OrientedSample> first, second;
    for (const ImuSample& sample : samples)
        filter->push(sample, [&first](const OrientedSample& out) { first.push_back(out); });
    filter->reset();
    for (const ImuSample& sample : samples)
        filter->push(sample, [&second](const OrientedSample& out) { second.push_back(out); });
    REQUIRE(first.size() == second.size());
    for (std::size_t i = 0; i < first.size(); ++i)
        REQUIRE(first[i].earth_from_sensor.quaternion().coeffs() ==
                second[i].earth_from_sensor.quaternion().coeffs());
}

}  // namespace
}  // namespace sacrum::dsp
