#include "samples/sensor_model.hpp"

#include <algorithm>
#include <cmath>

namespace sacrum::samples {
namespace {

constexpr std::uint64_t kFaultPurpose = 10, kNoisePurpose = 11, kLossPurpose = 12, kTimingPurpose = 13;

Eigen::Vector3d random_vector(Random& random, double sd) {
    const double x = random.normal(0, sd), y = random.normal(0, sd), z = random.normal(0, sd);
    return {x, y, z};
}

Eigen::Vector3d random_direction(Random& random) { return random_vector(random, 1.0).normalized(); }

Eigen::Matrix3d random_gain(Random& random, double scale_sd, double cross_sd) {
    Eigen::Matrix3d gain = Eigen::Matrix3d::Identity();
    for (int row = 0; row < 3; ++row)
        for (int column = 0; column < 3; ++column)
            gain(row, column) += random.normal(0, row == column ? scale_sd : cross_sd);
    return gain;
}

}  // namespace

SensorParams ideal() { return {}; }

SensorParams lab_grade() {
    SensorParams p;
    p.scale_percent = 0.1;
    p.cross_axis_percent = 0.1;
    p.accelerometer_bias_mg = 3.0;
    p.gyroscope_bias_deg_per_s = 0.2;
    p.accelerometer_noise_ug_per_rthz = 100.0;
    p.gyroscope_noise_deg_per_s_per_rthz = 0.005;
    p.accelerometer_range_g = 16.0;
    p.gyroscope_range_deg_per_s = 2000.0;
    p.resolution_bits = 16;
    p.clock_drift_ppm = 10.0;
    return p;
}

SensorParams default_faults() {
    SensorParams p;
    p.mount_tilt_x_deg = 2.0;   // with up=+x,left=+y: turned about the vertical, so forward is off by this
    p.mount_tilt_y_deg = -6.0;  // the slope of the sacrum
    p.mount_tilt_z_deg = 2.0;   // leaning to one side
    p.scale_percent = 0.5;
    p.cross_axis_percent = 0.5;
    p.g_sensitivity_deg_per_s_per_g = 0.05;
    p.accelerometer_bias_mg = 15.0;
    p.gyroscope_bias_deg_per_s = 0.5;
    p.gyroscope_drift_deg_per_s_per_min = 0.01;
    p.accelerometer_noise_ug_per_rthz = 150.0;
    p.gyroscope_noise_deg_per_s_per_rthz = 0.007;
    p.accelerometer_range_g = 16.0;
    p.gyroscope_range_deg_per_s = 2000.0;
    p.resolution_bits = 16;
    p.clock_drift_ppm = 50.0;
    p.timing_jitter = std::chrono::microseconds(50);
    p.lost_fraction = 0.002;
    p.lost_burst = 2.0;
    return p;
}

SensorParams phone_grade() {
    SensorParams p = default_faults();
    p.rate = Frequency::of_si(100.0);
    p.soft_tissue = SoftTissue::mild;
    p.scale_percent = 1.0;
    p.cross_axis_percent = 1.0;
    p.g_sensitivity_deg_per_s_per_g = 0.1;
    p.accelerometer_bias_mg = 30.0;
    p.gyroscope_bias_deg_per_s = 1.0;
    p.accelerometer_noise_ug_per_rthz = 200.0;
    p.gyroscope_noise_deg_per_s_per_rthz = 0.01;
    p.accelerometer_range_g = 8.0;
    p.timing_jitter = std::chrono::microseconds(500);
    p.lost_fraction = 0.01;
    p.lost_burst = 4.0;
    return p;
}

SensorModel::SensorModel(const SensorParams& params)
    : params_(params),
      noise_(params.seed, kNoisePurpose),
      loss_(params.seed, kLossPurpose),
      timing_(params.seed, kTimingPurpose) {
    Random fault(params.seed, kFaultPurpose);
    accelerometer_gain_ = random_gain(fault, 0.01 * params.scale_percent, 0.01 * params.cross_axis_percent);
    gyroscope_gain_ = random_gain(fault, 0.01 * params.scale_percent, 0.01 * params.cross_axis_percent);
    const double sensitivity = radians_from_degrees(params.g_sensitivity_deg_per_s_per_g) / kStandardGravity;
    for (int row = 0; row < 3; ++row) g_sensitivity_.row(row) = random_vector(fault, sensitivity).transpose();
    accelerometer_bias_ = random_direction(fault) * (params.accelerometer_bias_mg * 1e-3 * kStandardGravity);
    gyroscope_bias_ = random_direction(fault) * radians_from_degrees(params.gyroscope_bias_deg_per_s);
}

SensorModel::Reading SensorModel::read(const Eigen::Vector3d& specific_force,
                                       const Eigen::Vector3d& angular_rate) {
    const double rate = params_.rate.si();
    const double bandwidth = std::sqrt(0.5 * rate);  // √Hz
    Reading reading;
    reading.specific_force =
        accelerometer_gain_ * specific_force + accelerometer_bias_ +
        random_vector(noise_, params_.accelerometer_noise_ug_per_rthz * 1e-6 * kStandardGravity * bandwidth);
    reading.angular_rate =
        gyroscope_gain_ * angular_rate + g_sensitivity_ * specific_force + gyroscope_bias_ +
        random_vector(noise_, radians_from_degrees(params_.gyroscope_noise_deg_per_s_per_rthz) * bandwidth);
    gyroscope_bias_ += random_vector(
        noise_, radians_from_degrees(params_.gyroscope_drift_deg_per_s_per_min) / std::sqrt(60.0 * rate));
    for (int i = 0; i < 3; ++i) {
        reading.specific_force[i] = limited(
            reading.specific_force[i], params_.accelerometer_range_g * kStandardGravity, reading.is_clipped);
        reading.angular_rate[i] =
            limited(reading.angular_rate[i], radians_from_degrees(params_.gyroscope_range_deg_per_s),
                    reading.is_clipped);
    }
    return reading;
}

double SensorModel::limited(double value, double range, bool& is_clipped) const {
    if (range <= 0.0) return value;
    if (std::abs(value) >= range) {
        is_clipped = true;
        return std::copysign(range, value);
    }
    if (params_.resolution_bits <= 0) return value;
    const double step = std::ldexp(range, 1 - params_.resolution_bits);
    return std::round(value / step) * step;
}

// Two states: a burst begins so often, and ends so, that the asked fraction is lost in bursts of the asked
// mean length.
bool SensorModel::is_lost() {
    if (params_.lost_fraction <= 0.0) return false;
    const double ends = 1.0 / std::max(1.0, params_.lost_burst);
    const double begins = params_.lost_fraction * ends / (1.0 - params_.lost_fraction);
    in_burst_ = in_burst_ ? !loss_.chance(ends) : loss_.chance(begins);
    return in_burst_;
}

double SensorModel::jitter_s() {
    if (params_.timing_jitter == Duration::zero()) return 0.0;
    return in_seconds(params_.timing_jitter) * std::clamp(timing_.normal(), -4.0, 4.0);
}

}  // namespace sacrum::samples
