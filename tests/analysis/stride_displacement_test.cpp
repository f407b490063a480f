#include "analysis/stride_displacement.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <numbers>

using namespace sacrum::analysis;

namespace {

// A pelvis that faces along earth x and moves as given; 200 Hz.
template <class Acceleration>
GaitSignals moving(double seconds, Acceleration acceleration_left, Acceleration acceleration_up) {
    GaitSignals signals;
    signals.rate_hz = 200.0;
    signals.resize(std::size_t(seconds * signals.rate_hz));
    for (std::size_t i = 0; i < signals.size(); ++i) {
        const double t = signals.time_at(double(i));
        signals.left_azimuth[i] = 0.5 * std::numbers::pi;
        signals.left_y[i] = 1.0;
        signals.earth_y[i] = acceleration_left(t);
        signals.vertical[i] = acceleration_up(t);
        signals.forward_x[i] = 1.0;
    }
    signals.average_blocks();
    return signals;
}

}  // namespace

TEST_CASE("sway and bounce of a known oscillation come back within a tenth of a millimetre") {
    constexpr double kStride = 0.7, kSway = 0.010, kBounce = 0.040;  // m, amplitudes
    const double w = 2.0 * std::numbers::pi / kStride;
    const auto left = [=](double t) { return -kSway * w * w * std::cos(w * t); };
    const auto up = [=](double t) { return -kBounce * 4.0 * w * w * std::cos(2.0 * w * t); };
    const GaitSignals signals = moving<std::function<double(double)>>(20.0, left, up);
    StrideDisplacement displacement({});
    displacement.integrate(signals, signals.row_at(9.8), signals.row_at(9.8 + kStride), 0.0, 3999.0);
    CHECK(1e3 * StrideDisplacement::peak_to_peak(displacement.left()) == Approx(2e3 * kSway).margin(0.1));
    CHECK(1e3 * StrideDisplacement::peak_to_peak(displacement.vertical()) ==
          Approx(2e3 * kBounce).margin(0.2));
}

TEST_CASE("a constant error of acceleration does not sway the pelvis") {
    const auto left = [](double) { return 0.3; };  // what 1.7 deg of tilt error leaves
    const GaitSignals signals = moving<std::function<double(double)>>(20.0, left, left);
    StrideDisplacement displacement({});
    displacement.integrate(signals, 2000.0, 2140.0, 0.0, 3999.0);
    CHECK(1e3 * StrideDisplacement::peak_to_peak(displacement.left()) < 0.01);
    CHECK(1e3 * StrideDisplacement::peak_to_peak(displacement.vertical()) < 0.01);
}

TEST_CASE("rotation about a centre ahead of the sensor sways the sensor, not the centre") {
    constexpr double kStride = 0.7, kArm = 0.12, kTurn = 0.1;  // rad
    const double w = 2.0 * std::numbers::pi / kStride;
    // The sensor sits behind the centre: it goes right when the pelvis turns left.
    const auto left = [=](double t) { return kArm * kTurn * w * w * std::sin(w * t); };
    const auto still = [](double) { return 0.0; };
    GaitSignals signals = moving<std::function<double(double)>>(20.0, left, still);
    for (std::size_t i = 0; i < signals.size(); ++i) {
        const double turn = kTurn * std::sin(w * signals.time_at(double(i)));
        signals.forward_x[i] = std::cos(turn);
        signals.forward_y[i] = std::sin(turn);
    }
    StrideDisplacement displacement({.lever_arm_m = kArm});
    displacement.integrate(signals, 2000.0, 2140.0, 0.0, 3999.0);
    CHECK(1e3 * StrideDisplacement::peak_to_peak(displacement.left()) ==
          Approx(2e3 * kArm * kTurn).margin(0.2));
    CHECK(1e3 * StrideDisplacement::peak_to_peak(displacement.left_of_centre()) < 0.3);
}
