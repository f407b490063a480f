#include "dsp/tilt_tracker.hpp"

#include <algorithm>

namespace sacrum::dsp {
namespace {

// A pelvis swings about 6 degrees at up to 3 Hz: the error of bridging a gap linearly grows with its cube,
// and is never more than the swing itself. In the same way for velocity (0.25 m/s, 15 m/s²).
constexpr double kSwing = 0.1;           // rad
constexpr double kSwingPerCube = 60.0;   // rad/s³
constexpr double kSpeedSwing = 0.25;     // m/s
constexpr double kSpeedPerSecond = 5.0;  // m/s²

double square(double x) { return x * x; }

}  // namespace

void TiltTracker::start(const ImuSample& sample, const Eigen::Quaterniond& attitude,
                        const Eigen::Vector3d& bias, const TiltCovariance& covariance) {
    last_ = sample;
    attitude_ = attitude;
    bias_ = bias;
    velocity_.setZero();
    slow_velocity_.setZero();
    rate_sum_.setZero();
    block_ = {};
    closed_block_ = {};
    correction_.setZero();
    residual_ = {};
    kalman_.start(covariance);
}

bool TiltTracker::push(const ImuSample& sample, bool is_resting) {
    const Step step = step_between(last_, sample, params_);
    attitude_ = turned(attitude_, step, bias_);
    accumulate(step, sample);
    last_ = sample;
    if (block_.duration < kBlockDuration - 0.5 / params_.rate.si()) return false;
    correct(is_resting);
    return true;
}

void TiltTracker::accumulate(const Step& step, const ImuSample& sample) {
    const double dt = step.duration;
    const Eigen::Matrix3d rotation = attitude_.toRotationMatrix();
    // A reading that is the mean of its interval belongs to the attitude half-way through it.
    const Eigen::Vector3d reading = sample.specific_force.si();
    const bool is_mean = params_.convention == SampleConvention::interval_end;
    const Eigen::Vector3d half_turn = (is_mean ? 0.5 * dt : 0.0) * (step.rate - bias_);
    const Eigen::Vector3d force = rotation * (reading - half_turn.cross(reading));
    block_.duration += dt;
    block_.vertical_force += force.z() * dt;
    block_.rotation += rotation.topRows<2>() * dt;
    block_.rate_squared += sample.angular_rate.si().squaredNorm() * dt;
    rate_sum_ += sample.angular_rate.si() * dt;
    if (step.kind == Step::Kind::held) {
        block_.vertical_force += (kStandardGravity - force.z()) * dt;
    } else {
        velocity_ += force.head<2>() * dt;
    }
    if (step.kind != Step::Kind::regular) {
        const double swing = std::min(kSwing, kSwingPerCube * dt * dt * dt);
        const double speed = std::min(kSpeedSwing, kSpeedPerSecond * dt);
        block_.gap_tilt_variance += swing * swing;
        block_.gap_speed_variance += speed * speed;
    }
}

void TiltTracker::correct(bool is_resting) {
    const double duration = block_.duration;
    kalman_.predict(block_);
    slow_velocity_ +=
        std::min(1.0, duration / in_seconds(params_.speed_change)) * (velocity_ - slow_velocity_);
    const double surprise = kalman_.surprise(slow_velocity_);
    const double velocity_variance = kalman_.velocity_variance(is_resting, duration);
    const double bias_variance = kalman_.bias_variance(duration);
    const Eigen::Vector3d rate = rate_sum_ / duration;
    correction_ = kalman_.bound_velocity(velocity_, velocity_variance);
    if (is_resting)
        correction_ += kalman_.measure_bias(rate - (bias_ + correction_.tail<3>()), bias_variance);
    velocity_ += correction_.head<2>();
    slow_velocity_ += correction_.head<2>();
    attitude_ = unit(rotation_of({correction_(2), correction_(3), 0.0}) * attitude_);
    bias_ += correction_.tail<3>();
    residual_ = {.velocity = -velocity_,
                 .bias = rate - bias_,
                 .velocity_weight = 1.0 / velocity_variance,
                 .bias_weight = is_resting ? 1.0 / bias_variance : 0.0};
    corrected_ += correction_.segment<2>(2);
    const double tilt_variance = 0.5 * (kalman_.covariance()(2, 2) + kalman_.covariance()(3, 3));
    const double grown = square(params_.tilt_walk.si()) * duration + block_.gap_tilt_variance +
                         square(params_.rate_error) * block_.rate_squared;
    keeps_ = tilt_variance / (tilt_variance + grown);
    closed_block_ = block_;
    block_ = {};
    block_.gap_speed_variance = surprise;
    rate_sum_.setZero();
}

}  // namespace sacrum::dsp
