// What a person may choose about orientation. The defaults serve walking, running and hand-held movement
// alike.
#pragma once

#include <chrono>

#include "domain/quantity.hpp"
#include "domain/time.hpp"
#include "dsp/magnetic_params.hpp"

namespace sacrum::dsp {

// What a gyroscope reading stands for: a property of the device.
enum class SampleConvention {
    interval_end,  // the mean rate over the interval that ends at its time stamp (rectangle rule)
    point,         // the rate at the instant of its time stamp (trapezoid rule)
};

struct OrientationParams {
    // Nominal sample rate. Sizes the start buffer; steps in time come from the samples themselves.
    Frequency rate{};
    SampleConvention convention = SampleConvention::interval_end;
    // Heading from the magnetometer where a sample has its field (9D); otherwise from the gyroscope alone.
    bool uses_magnetometer = false;
    MagneticParams magnetic{};

    // Start: Hann-weighted mean of the specific force over this long. Longer: steadier, but a later first
    // value.
    Duration start_window = std::chrono::milliseconds(1400);
    Angle start_tilt_sd = Angle::of_si(radians_from_degrees(2.0));
    Length start_speed_sd_per_second = Length::of_si(0.25);
    // How far the gyroscope's bias may be from zero at first, per axis.
    AngularRate bias_start_sd = AngularRate::of_si(radians_from_degrees(0.7));
    // Growth of the bias uncertainty in one second. More: follows temperature faster, trusts its history
    // less.
    AngularRate bias_walk = AngularRate::of_si(radians_from_degrees(0.001));
    // Growth of the tilt uncertainty in one second from gyroscope noise and scale. More: leans on the
    // accelerometer.
    Angle tilt_walk = Angle::of_si(radians_from_degrees(0.02));

    // The same per rad/s turned: scale, misalignment and timing of the gyroscope. More: trusts fast turning
    // less.
    double rate_error = 0.0007;

    // The bound on velocity: horizontal speed stays about this far from its slow mean, and forgets itself
    // within `speed_correlation`. Less speed: faster settling, but fast hand movement tilts the estimate.
    Length speed_sd_per_second = Length::of_si(0.25);
    Duration speed_correlation = std::chrono::milliseconds(100);
    // How fast the mean velocity may change (m/s in one second). More: starts and stops of gait tilt the
    // estimate less.
    Acceleration speed_walk = Acceleration::of_si(0.05);
    // Beyond this many standard deviations the mean velocity over `speed_change` is taken as a change of the
    // person's speed, not as tilt.
    double believable_speed = 1.5;
    Duration speed_change = std::chrono::milliseconds(300);
    // The same bound while the sensor rests.
    Length resting_speed_sd_per_second = Length::of_si(0.02);

    // Rest: both signals within these of their own low-passed value, for `rest_min_time`.
    AngularRate rest_rate = AngularRate::of_si(radians_from_degrees(2.0));
    Acceleration rest_force = Acceleration::of_si(0.5);
    Duration rest_min_time = std::chrono::milliseconds(1500);
    Duration rest_filter_time = std::chrono::milliseconds(500);
    // A resting gyroscope shows its bias with this error after one second. More: sway while standing matters
    // less.
    AngularRate rest_bias_sd = AngularRate::of_si(radians_from_degrees(0.05));

    // Gaps up to `bridged_gap` turn at the rate interpolated across them; up to `long_gap` the attitude is
    // held and its uncertainty widened; beyond, inclination starts anew.
    Duration bridged_gap = std::chrono::milliseconds(100);
    Duration long_gap = std::chrono::seconds(1);
    // Settled: the tilt's own standard error has come below this once.
    Angle settled_tilt_sd = Angle::of_si(radians_from_degrees(0.8));
};

}  // namespace sacrum::dsp
