#include "samples/sensor_model.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace sacrum;
using namespace sacrum::samples;

namespace {
const Eigen::Vector3d kForce(3.0, -4.0, 9.0), kRate(0.5, -1.0, 2.0);
}

TEST_CASE("an ideal sensor reports what it feels") {
    SensorModel model(ideal());
    const auto reading = model.read(kForce, kRate);
    CHECK(reading.specific_force == kForce);
    CHECK(reading.angular_rate == kRate);
    CHECK_FALSE(reading.is_clipped);
    CHECK_FALSE(model.is_lost());
}

TEST_CASE("bias has the magnitude that is asked for") {
    SensorParams params;
    params.accelerometer_bias_mg = 20.0;
    params.gyroscope_bias_deg_per_s = 1.5;
    SensorModel model(params);
    const auto reading = model.read(kForce, kRate);
    CHECK((reading.specific_force - kForce).norm() == Approx(0.02 * kStandardGravity));
    CHECK((reading.angular_rate - kRate).norm() == Approx(radians_from_degrees(1.5)));
}

TEST_CASE("noise density times the root of half the rate is the noise of a sample") {
    SensorParams params;
    params.accelerometer_noise_ug_per_rthz = 150.0;
    params.gyroscope_noise_deg_per_s_per_rthz = 0.01;
    SensorModel model(params);
    double force = 0.0, rate = 0.0;
    constexpr int kCount = 20000;
    for (int i = 0; i < kCount; ++i) {
        const auto reading = model.read(kForce, kRate);
        force += (reading.specific_force - kForce).squaredNorm() / 3.0;
        rate += (reading.angular_rate - kRate).squaredNorm() / 3.0;
    }
    CHECK(std::sqrt(force / kCount) == Approx(150e-6 * kStandardGravity * 10.0).epsilon(0.02));
    CHECK(std::sqrt(rate / kCount) == Approx(radians_from_degrees(0.01) * 10.0).epsilon(0.02));
}

TEST_CASE("readings stop at the range and say that they are clipped") {
    SensorParams params;
    params.accelerometer_range_g = 0.5;
    params.gyroscope_range_deg_per_s = 2000.0;
    SensorModel model(params);
    const auto reading = model.read(kForce, kRate);
    CHECK(reading.is_clipped);
    CHECK(reading.specific_force.x() == Approx(3.0));
    CHECK(reading.specific_force.z() == Approx(0.5 * kStandardGravity));
    CHECK(reading.angular_rate == kRate);
}

TEST_CASE("a resolution of 12 bits leaves 4096 steps over the range") {
    SensorParams params;
    params.accelerometer_range_g = 8.0;
    params.resolution_bits = 12;
    SensorModel model(params);
    const double step = 16.0 * kStandardGravity / 4096.0;
    const double value = model.read(kForce, kRate).specific_force.z();
    CHECK(value / step == Approx(std::round(value / step)));
    CHECK(std::abs(value - kForce.z()) <= 0.5 * step);
    CHECK(value != kForce.z());
}

TEST_CASE("the asked fraction of samples is lost in bursts of the asked mean length") {
    SensorParams params;
    params.lost_fraction = 0.05;
    params.lost_burst = 4.0;
    SensorModel model(params);
    constexpr int kCount = 400000;
    int lost = 0, bursts = 0;
    bool was_lost = false;
    for (int i = 0; i < kCount; ++i) {
        const bool is_lost = model.is_lost();
        lost += is_lost;
        bursts += is_lost && !was_lost;
        was_lost = is_lost;
    }
    CHECK(double(lost) / kCount == Approx(0.05).epsilon(0.05));
    CHECK(double(lost) / bursts == Approx(4.0).epsilon(0.05));
}
