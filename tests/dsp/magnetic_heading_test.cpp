#include "dsp/magnetic_heading.hpp"

#include <catch2/catch.hpp>
#include <limits>
#include <random>

#include "tests/dsp/synthetic_motion.hpp"
#include "tests/support/allocation_counter.hpp"

namespace sacrum::dsp {
namespace {

using namespace synthetic;

const OrientationParams k6d{.rate = 200.0_Hz};
const OrientationParams k9d{.rate = 200.0_Hz, .uses_magnetometer = true};

// A field as in central Europe, in microtesla: 49 strong, 65 degrees below the horizon, north is y.
Eigen::Vector3d earth_field() {
    const double dip = radians_from_degrees(65.0);
    return 49.0 * Eigen::Vector3d(0.0, std::cos(dip), -std::sin(dip));
}

using Field = std::function<Eigen::Vector3d(double)>;  // in Earth, of time

// Each component with a noise of 0.3 microtesla.
void add_field(
    std::vector<ImuSample>& samples, const Motion& motion,
    const Field& field = [](double) { return earth_field(); }) {
    std::mt19937 generator(7);
    const auto noise = [&generator] {  // sum of uniforms: the same on every standard library
        double sum = 0.0;
        for (int i = 0; i < 12; ++i) sum += double(generator()) / double(std::mt19937::max());
        return 0.3 * (sum - 6.0);
    };
    for (ImuSample& sample : samples) {
        const double t = in_seconds(sample.time);
        const Eigen::Vector3d seen =
            motion.attitude(t).conjugate() * field(t) + Eigen::Vector3d(noise(), noise(), noise());
        sample.magnetic_field = Vec3<MagneticFieldUnit, Sensor>::of_si(seen);
    }
}

// Rotation about the vertical from the estimate to the truth, degrees.
double heading_error(const OrientedSample& sample, const Motion& motion) {
    const Eigen::Quaterniond difference =
        motion.attitude(in_seconds(sample.time)) * sample.earth_from_sensor.quaternion().conjugate();
    return degrees_from_radians(std::abs(wrapped(2.0 * std::atan2(difference.z(), difference.w()))));
}

double worst_heading(const std::vector<OrientedSample>& oriented, const Motion& motion, double from,
                     double to = 1e9) {
    double worst = 0.0;
    for (const OrientedSample& sample : oriented) {
        const double t = in_seconds(sample.time);
        if (t >= from && t < to) worst = std::max(worst, heading_error(sample, motion));
    }
    return worst;
}

// Gait towards the south-east, so that the true heading is not the one that a filter would begin with.
Motion south_east_gait(double duration) {
    Motion motion = gait();
    motion.attitude = [swing = gait().attitude](double t) { return about({0, 0, 1}, -135.0) * swing(t); };
    motion.velocity = [bounce = gait().velocity](double t) -> Eigen::Vector3d {
        return about({0, 0, 1}, -135.0) * bounce(t);
    };
    motion.duration = duration;
    return motion;
}

// The same with a gyroscope that turns by 0.3 deg/s about the vertical on its own.
Motion drifting_gait(double duration) {
    Motion motion = south_east_gait(duration);
    motion.bias = motion.attitude(0.0).conjugate() * Eigen::Vector3d(0.0, 0.0, radians_from_degrees(0.3));
    return motion;
}

bool is_same(const OrientedSample& a, const OrientedSample& b) {
    return a.time == b.time &&
           a.earth_from_sensor.quaternion().coeffs() == b.earth_from_sensor.quaternion().coeffs() &&
           a.specific_force == b.specific_force && a.angular_rate == b.angular_rate &&
           a.gap_before == b.gap_before && a.is_resting == b.is_resting && a.is_settled == b.is_settled;
}

TEST_CASE("a vertical gyroscope bias of 0.3 deg/s no longer turns the heading away") {
    const Motion motion = drifting_gait(90.0);
    auto samples = readings(motion);
    add_field(samples, motion);
    const auto drifted = run_causal(samples, k6d);
    CHECK(std::abs(heading_error(drifted[200 * 80], motion) - heading_error(drifted[200 * 20], motion)) >
          15.0);
    // The filter lags by its time constant: 9 s of 0.3 deg/s are 2.7 degrees. Both directions cancel.
    CHECK(worst_heading(run_causal(samples, k9d), motion, 1.0) < 3.0);
    const auto offline = orient_offline(samples, k9d);
    CHECK(worst_heading(offline, motion, 0.0) < 3.0);
    CHECK(worst_heading(offline, motion, 30.0, 60.0) < 0.5);
}

TEST_CASE("heading is known within the first second") {
    const Motion motion = south_east_gait(20.0);
    auto samples = readings(motion);
    add_field(samples, motion);
    CHECK(worst_heading(run_causal(samples, k9d), motion, 0.0, 1.0) < 5.0);
    CHECK(worst_heading(run_causal(samples, k9d), motion, 1.0) < 2.0);
    CHECK(worst_heading(orient_offline(samples, k9d), motion, 0.0) < 1.0);
}

TEST_CASE("twenty seconds beside iron move the heading by less than 5 degrees") {
    const Motion motion = south_east_gait(120.0);
    auto samples = readings(motion);
    add_field(samples, motion, [](double t) -> Eigen::Vector3d {
        const bool is_disturbed = t >= 50.0 && t < 70.0;
        return is_disturbed ? Eigen::Vector3d(1.4 * (about({0, 0, 1}, 60.0) * earth_field())) : earth_field();
    });
    CHECK(worst_heading(run_causal(samples, k9d), motion, 20.0) < 5.0);
    CHECK(worst_heading(orient_offline(samples, k9d), motion, 0.0) < 5.0);
}

TEST_CASE("a disturbance that never ends is believed at last") {
    const Motion motion = south_east_gait(240.0);
    auto samples = readings(motion);
    add_field(samples, motion, [](double t) -> Eigen::Vector3d {
        return t < 50.0 ? earth_field() : Eigen::Vector3d(1.4 * (about({0, 0, 1}, 60.0) * earth_field()));
    });
    // Rejected for a minute at most; from there on a heading that is 60 degrees off is the right one.
    const auto out = run_causal(samples, k9d);
    CHECK(heading_error(out[200 * 55], motion) < 5.0);
    CHECK(heading_error(out[200 * 230], motion) == Approx(60.0).margin(2.0));
}

TEST_CASE("the magnetometer changes nothing but the heading") {
    const Motion motion = drifting_gait(40.0);
    auto samples = readings(motion);
    add_field(samples, motion);
    const auto check = [](const std::vector<OrientedSample>& with,
                          const std::vector<OrientedSample>& without) {
        REQUIRE(with.size() == without.size());
        for (std::size_t i = 0; i < with.size(); ++i) {
            REQUIRE(with[i].angular_rate == without[i].angular_rate);
            REQUIRE(with[i].specific_force == without[i].specific_force);
            REQUIRE(with[i].is_resting == without[i].is_resting);
            REQUIRE(with[i].is_settled == without[i].is_settled);
            // Vertical part of the rotation between them is all there is, but for the last digit.
            const Eigen::Quaterniond difference = with[i].earth_from_sensor.quaternion() *
                                                  without[i].earth_from_sensor.quaternion().conjugate();
            REQUIRE(difference.vec().head<2>().norm() < 1e-15);
        }
    };
    check(run_causal(samples, k9d), run_causal(samples, k6d));
    check(orient_offline(samples, k9d), orient_offline(samples, k6d));
}

TEST_CASE("what the filter knows about tilt is the same to the last bit with and without magnetometer") {
    const Motion motion = drifting_gait(20.0);
    auto samples = readings(motion);
    add_field(samples, motion);
    auto with = OrientationFilter::create(k9d);
    auto without = OrientationFilter::create(k6d);
    for (const ImuSample& sample : samples) {
        with->push(sample, [](const OrientedSample&) {});
        without->push(sample, [](const OrientedSample&) {});
        REQUIRE(with->tilt_sd() == without->tilt_sd());
        REQUIRE(with->bias() == without->bias());
    }
}

TEST_CASE("a recording without a field is the same to the last bit whether or not it is asked for") {
    const auto samples = readings(drifting_gait(20.0));
    const auto check = [](const std::vector<OrientedSample>& asked,
                          const std::vector<OrientedSample>& plain) {
        REQUIRE(asked.size() == plain.size());
        for (std::size_t i = 0; i < asked.size(); ++i) REQUIRE(is_same(asked[i], plain[i]));
    };
    check(run_causal(samples, k9d), run_causal(samples, k6d));
    check(orient_offline(samples, k9d), orient_offline(samples, k6d));
}

TEST_CASE("a field that says nothing counts as none") {
    auto samples = readings(drifting_gait(10.0));
    const double nothing = std::nan("");
    const Eigen::Vector3d useless[] = {
        {0, 0, 0}, {nothing, 1, 1}, {1e300, std::numeric_limits<double>::infinity(), 1}};
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i].magnetic_field = Vec3<MagneticFieldUnit, Sensor>::of_si(useless[i % 3]);
    const auto asked = run_causal(samples, k9d);
    const auto plain = run_causal(samples, k6d);
    for (std::size_t i = 0; i < asked.size(); ++i) REQUIRE(is_same(asked[i], plain[i]));
}

TEST_CASE("a field in one sample of ten, or in half of the recording, still gives the heading") {
    const Motion motion = drifting_gait(90.0);
    auto samples = readings(motion);
    add_field(samples, motion);
    SECTION("one in ten") {
        for (std::size_t i = 0; i < samples.size(); ++i)
            if (i % 10 != 4) samples[i].magnetic_field.reset();
        CHECK(worst_heading(run_causal(samples, k9d), motion, 1.0) < 3.5);
        CHECK(worst_heading(orient_offline(samples, k9d), motion, 30.0, 60.0) < 0.7);
    }
    SECTION("only after 30 s") {
        for (std::size_t i = 0; i < 200 * 30; ++i) samples[i].magnetic_field.reset();
        const auto plain = run_causal(samples, k6d);
        const auto out = run_causal(samples, k9d);
        for (std::size_t i = 0; i < 200 * 30; ++i) REQUIRE(is_same(out[i], plain[i]));
        CHECK(worst_heading(out, motion, 31.0) < 3.0);
    }
    SECTION("not for 10 s in the middle: the heading goes on with the gyroscope") {
        for (std::size_t i = 200 * 40; i < 200 * 50; ++i) samples[i].magnetic_field.reset();
        CHECK(worst_heading(run_causal(samples, k9d), motion, 1.0) < 2.7 + 0.3 * 10.0 + 0.3);
    }
}

TEST_CASE("after a long gap the heading is found anew within a second") {
    const Motion motion = drifting_gait(60.0);
    Motion turned_motion = motion;  // and turns by 90 degrees meanwhile
    turned_motion.attitude = [swing = motion.attitude](double t) {
        return about({0, 0, 1}, t < 32.0 ? 0.0 : 90.0) * swing(t);
    };
    auto samples = readings(turned_motion);
    add_field(samples, turned_motion);
    samples.erase(samples.begin() + 200 * 30, samples.begin() + 200 * 35);
    CHECK(worst_heading(run_causal(samples, k9d), turned_motion, 36.0) < 3.0);
    CHECK(worst_heading(orient_offline(samples, k9d), turned_motion, 35.0) < 3.0);
}

TEST_CASE("a heading from the magnetometer never allocates and repeats after reset") {
    const Motion motion = drifting_gait(10.0);
    auto samples = readings(motion);
    add_field(samples, motion);
    auto filter = OrientationFilter::create(k9d);
    std::vector<OrientedSample> first, second;
    first.reserve(samples.size());
    second.reserve(samples.size());
    const tests::AllocationCounter allocations;
    for (const ImuSample& sample : samples)
        filter->push(sample, [&first](const OrientedSample& out) { first.push_back(out); });
    filter->reset();
    for (const ImuSample& sample : samples)
        filter->push(sample, [&second](const OrientedSample& out) { second.push_back(out); });
    if (tests::AllocationCounter::kCanCount) CHECK(allocations.count() == 0);
    REQUIRE(first.size() == second.size());
    for (std::size_t i = 0; i < first.size(); ++i) REQUIRE(is_same(first[i], second[i]));
}

}  // namespace
}  // namespace sacrum::dsp
