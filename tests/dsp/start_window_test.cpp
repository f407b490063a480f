#include "dsp/start_window.hpp"

#include <catch2/catch.hpp>

#include "tests/dsp/synthetic_motion.hpp"

namespace sacrum::dsp {
namespace {

using namespace synthetic;

const OrientationParams kParams{.rate = 200.0_Hz};

double error_deg(const Eigen::Quaterniond& attitude, const Eigen::Quaterniond& truth) {
    OrientedSample sample;
    sample.earth_from_sensor = Rotation<Earth, Sensor>::of(attitude);
    return inclination_error(sample, truth);
}

Eigen::Quaterniond start_of(const Motion& motion, const Eigen::Quaterniond& heading = {1, 0, 0, 0}) {
    return start_attitude(readings(motion), heading, motion.bias, kParams);
}

TEST_CASE("at rest the start is right, however the sensor lies") {
    for (const double tilt : {0.0, 35.0, 90.0, 179.0, 180.0}) {
        INFO(tilt << " degrees");
        Motion motion;
        motion.duration = 1.4;
        motion.attitude = [tilt](double) { return about({0.3, -1.0, 0.1}, tilt); };
        CHECK(error_deg(start_of(motion), motion.attitude(0.0)) < 1e-5);
    }
}

TEST_CASE("in mid-gait the steps cancel to a degree and a half, whenever the window begins") {
    for (double phase = 0.0; phase < 1.0; phase += 0.1) {
        INFO("phase " << phase);
        Motion motion;
        motion.duration = 1.4;
        motion.attitude = [phase](double t) { return gait().attitude(t + phase); };
        motion.velocity = [phase](double t) { return gait().velocity(t + phase); };
        CHECK(error_deg(start_of(motion), motion.attitude(0.0)) < 1.5);
    }
}

TEST_CASE("a known bias is taken off before the window is averaged") {
    Motion motion;
    motion.duration = 1.4;
    motion.bias = Eigen::Vector3d(radians_from_degrees(5.0), 0.0, 0.0);
    CHECK(error_deg(start_of(motion), motion.attitude(0.0)) < 1e-5);
    CHECK(error_deg(start_attitude(readings(motion), {1, 0, 0, 0}, Eigen::Vector3d::Zero(), kParams),
                    motion.attitude(0.0)) > 2.0);
}

TEST_CASE("an attitude that is upright already keeps its heading") {
    Motion motion;
    motion.duration = 1.4;
    const Eigen::Quaterniond heading = about({0, 0, 1}, 70.0);
    CHECK(start_of(motion, heading).angularDistance(heading) < 1e-7);
}

TEST_CASE("without samples, or in free fall, the attitude given is kept") {
    const Eigen::Quaterniond heading = about({1, 2, 3}, 50.0);
    CHECK(start_attitude({}, heading, Eigen::Vector3d::Zero(), kParams).angularDistance(heading) < 1e-12);
    const std::vector<ImuSample> falling(1);
    CHECK(start_attitude(falling, heading, Eigen::Vector3d::Zero(), kParams).angularDistance(heading) <
          1e-12);
}

}  // namespace
}  // namespace sacrum::dsp
