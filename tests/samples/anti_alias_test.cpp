#include "samples/anti_alias.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

using namespace sacrum::samples;

namespace {
// Largest difference between a filtered sine and what is wanted of it; 2 kHz down to 200 Hz.
double worst_error(double frequency_hz, double wanted_gain, double offset_points) {
    constexpr int kFactor = 10;
    constexpr double kGrid = 1.0 / 2000.0;
    AntiAlias filter(kFactor, 4);
    const auto wave = [&](double t) { return std::sin(2.0 * std::numbers::pi * frequency_hz * t + 0.3); };
    double worst = 0.0;
    for (int i = 0; i < 3000; ++i) {
        filter.push({Eigen::Vector3d::Constant(wave(i * kGrid)), Eigen::Vector3d::Zero()});
        if (i < 2 * filter.lead() + 2 || i % kFactor != 0) continue;
        const double time = (i - filter.lead() + offset_points) * kGrid;
        worst = std::max(worst,
                         std::abs(filter.read(offset_points).specific_force.x() - wanted_gain * wave(time)));
    }
    return worst;
}
}  // namespace

TEST_CASE("the anti-alias filter passes what gait consists of without delay") {
    CHECK(worst_error(3.0, 1.0, 0.0) < 3e-4);
    CHECK(worst_error(20.0, 1.0, 0.0) < 2e-3);
    CHECK(worst_error(20.0, 1.0, 2.5) < 3e-3);
}

TEST_CASE("the anti-alias filter removes what the rate cannot carry") {
    CHECK(worst_error(170.0, 0.0, 0.0) < 0.01);
}
