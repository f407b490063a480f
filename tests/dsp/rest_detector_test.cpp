#include "dsp/rest_detector.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "tests/dsp/synthetic_motion.hpp"

namespace sacrum::dsp {
namespace {

using namespace synthetic;
using namespace std::chrono_literals;

const RestDetector::Params kParams{.rate = 200.0_Hz};

// When the detector says rest, one entry per sample.
std::vector<bool> resting(const std::vector<ImuSample>& samples) {
    auto detector = RestDetector::create(kParams);
    REQUIRE(detector);
    std::vector<bool> out;
    for (const ImuSample& sample : samples) out.push_back(detector->push(sample));
    return out;
}

std::vector<ImuSample> still(double seconds, const Eigen::Vector3d& bias_deg_s = Eigen::Vector3d::Zero()) {
    Motion motion;
    motion.duration = seconds;
    motion.bias = bias_deg_s * radians_from_degrees(1.0);
    return readings(motion);
}

std::size_t first_true(const std::vector<bool>& values) {
    return std::size_t(std::find(values.begin(), values.end(), true) - values.begin());
}

TEST_CASE("rest is reported once it has lasted a second and a half, not before") {
    const auto out = resting(still(5.0));
    CHECK(first_true(out) == 300);
    CHECK(std::count(out.begin() + 300, out.end(), false) == 0);
}

TEST_CASE("walking is never rest") {
    const auto out = resting(readings(gait()));
    CHECK(std::count(out.begin(), out.end(), true) == 0);
}

TEST_CASE("rest ends with the first sample that moves, and returns a second and a half after the last") {
    auto samples = still(12.0);
    for (std::size_t i = 1000; i < 1010; ++i)
        samples[i].angular_rate = Vec3<AngularRateUnit, Sensor>::of_si(0.2, 0.0, 0.0);
    const auto out = resting(samples);
    CHECK(out[999]);
    CHECK_FALSE(out[1000]);
    const std::vector<bool> after(out.begin() + 1010, out.end());
    CHECK(first_true(after) >= 295);
    CHECK(first_true(after) < 500);  // and what the low-pass takes to forget it
}

TEST_CASE("a jolt of the accelerometer alone ends rest") {
    auto samples = still(5.0);
    samples[800].specific_force = Vec3<AccelerationUnit, Sensor>::of_si(0.0, 1.0, kStandardGravity);
    const auto out = resting(samples);
    CHECK(out[799]);
    CHECK_FALSE(out[800]);
}

TEST_CASE("turning steadily, too fast for a bias, is not rest") {
    CHECK(first_true(resting(still(5.0, {1.9, -1.9, 1.9}))) == 300);
    const auto turning = resting(still(5.0, {0.0, 0.0, 2.1}));
    CHECK(std::count(turning.begin(), turning.end(), true) == 0);
}

TEST_CASE("a few lost samples do not end rest") {
    auto samples = still(5.0);
    samples[250].gap_before = 5ms;
    samples[600].gap_before = 100ms;
    CHECK(first_true(resting(samples)) == 300);
    CHECK(resting(samples)[600]);
}

TEST_CASE("a long gap ends rest, for what happened in it is not known") {
    auto samples = still(5.0);
    samples[600].gap_before = 105ms;
    const auto out = resting(samples);
    CHECK(out[599]);
    CHECK_FALSE(out[600]);
    CHECK_FALSE(out[899]);
    CHECK(out[900]);
}

TEST_CASE("a rate too low for the detector's own filter is refused") {
    CHECK_FALSE(RestDetector::create({.rate = 0.0_Hz}));
    CHECK_FALSE(RestDetector::create({.rate = 0.5_Hz}));
}

}  // namespace
}  // namespace sacrum::dsp
