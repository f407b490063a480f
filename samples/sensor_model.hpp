// What stands between the true motion of the sacrum and the numbers in a recording: how the sensor is
// strapped on and everything that is wrong with it. Faults are applied in the order of the fields; what is
// zero or empty is left out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "domain/frame.hpp"
#include "domain/imu_sample.hpp"
#include "domain/quantity.hpp"
#include "samples/random.hpp"

namespace sacrum::samples {

// How much the sensor moves on the skin: a damped spring for its place and a wobble that goes with it.
enum class SoftTissue { off, mild, strong };
constexpr const char* word(SoftTissue tissue) {
    switch (tissue) {
        case SoftTissue::off: return "off";
        case SoftTissue::mild: return "mild";
        case SoftTissue::strong: return "strong";
    }
    return "";
}

// Where the top of a slipping sensor goes.
enum class SlipDirection { back, side };

struct SensorParams {
    Frequency rate = Frequency::of_si(200.0);  // samples per second
    std::uint64_t seed = 1;                    // of noise, bias directions and losses

    // Where it sits. The sensor lies behind the pelvis centre, on the back.
    Length lever_arm = Length::of_si(0.12);
    std::string mounting =
        "up=+x,left=+y";  // as declared; empty: none is declared and the axes are those of this one
    // How the true mounting differs from the declared one: the sensor turned in its own frame about x, then
    // y, then z.
    double mount_tilt_x_deg = 0.0, mount_tilt_y_deg = 0.0, mount_tilt_z_deg = 0.0;
    SoftTissue soft_tissue = SoftTissue::off;
    // The strap slips: from this time on, within half a second, the sensor is turned by this angle more,
    // about an axis drawn from the seed near the pelvis's left one (back) or forward one (side). Empty: it
    // stays.
    std::optional<Duration> slip_at{};
    double slip_deg = 5.0;
    SlipDirection slip_direction = SlipDirection::back;

    double scale_percent = 0.0;       // SD of the scale error of each axis
    double cross_axis_percent = 0.0;  // SD of what each axis sees of each other one
    double g_sensitivity_deg_per_s_per_g =
        0.0;                             // SD of each gyroscope axis's answer to each axis of specific force
    double accelerometer_bias_mg = 0.0;  // magnitude, random direction
    double gyroscope_bias_deg_per_s = 0.0;           // magnitude, random direction
    double gyroscope_drift_deg_per_s_per_min = 0.0;  // SD of the bias's wandering after a minute
    double accelerometer_noise_ug_per_rthz = 0.0;
    double gyroscope_noise_deg_per_s_per_rthz = 0.0;
    double accelerometer_range_g = 0.0;  // clipped there; zero: unlimited
    double gyroscope_range_deg_per_s = 0.0;
    int resolution_bits = 0;                    // over the range, both signs; zero: exact. Needs a range.
    double clock_drift_ppm = 0.0;               // + the sensor's second is longer than a true one
    Duration timing_jitter = Duration::zero();  // SD of the instant of sampling about its time stamp
    double lost_fraction = 0.0;                 // of samples, 0 to below 1
    double lost_burst = 1.0;                    // mean number of samples lost at a time
};

// A good wearable as worn: noise, bias, scale, clock and 0.2 % loss of present parts, a few degrees of
// mounting tilt.
SensorParams default_faults();
// Nothing wrong at all.
SensorParams ideal();
// A calibrated research sensor.
SensorParams lab_grade();
// A telephone in a belt: 100 Hz, ±8 g, jitter, loss in bursts, skin motion.
SensorParams phone_grade();

// Turns true readings in sensor axes into what the sensor reports, sample after sample.
class SensorModel {
  public:
    explicit SensorModel(const SensorParams& params);

    struct Reading {
        Eigen::Vector3d specific_force;  // m/s², sensor axes
        Eigen::Vector3d angular_rate;    // rad/s
        bool is_clipped = false;
    };
    Reading read(const Eigen::Vector3d& specific_force, const Eigen::Vector3d& angular_rate);
    bool is_lost();     // of the next sample
    double jitter_s();  // of the next sample

  private:
    double limited(double value, double range, bool& is_clipped) const;

    SensorParams params_;
    Random noise_, loss_, timing_;
    Eigen::Matrix3d accelerometer_gain_, gyroscope_gain_, g_sensitivity_;
    Eigen::Vector3d accelerometer_bias_, gyroscope_bias_;
    bool in_burst_ = false;
};

}  // namespace sacrum::samples
