#include "dsp/tilt_kalman.hpp"

#include <algorithm>
#include <cmath>

namespace sacrum::dsp {
namespace {

double square(double x) { return x * x; }

}  // namespace

TiltCovariance TiltKalman::start_covariance() const {
    TiltError variance;
    variance << TiltError::Zero();
    variance.segment<2>(0).setConstant(square(p_.start_speed_sd_per_second.si()));
    variance.segment<2>(2).setConstant(square(p_.start_tilt_sd.si()));
    variance.segment<3>(4).setConstant(square(p_.bias_start_sd.si()));
    return variance.asDiagonal();
}

void TiltKalman::predict(const TiltBlock& block) {
    TiltCovariance& next = covariance_;
    // F P Fᵀ with F = I + (few entries): rows, then columns, velocity first because it uses the old tilt.
    next.row(0) += block.vertical_force * next.row(3);
    next.row(1) -= block.vertical_force * next.row(2);
    next.middleRows<2>(2) -= block.rotation * next.bottomRows<3>();
    next.col(0) += block.vertical_force * next.col(3);
    next.col(1) -= block.vertical_force * next.col(2);
    next.middleCols<2>(2) -= next.rightCols<3>() * block.rotation.transpose();
    const double speed = square(p_.speed_walk.si()) * block.duration + block.gap_speed_variance;
    const double tilt = square(p_.tilt_walk.si()) * block.duration + block.gap_tilt_variance +
                        square(p_.rate_error) * block.rate_squared;
    const double bias = square(p_.bias_walk.si()) * block.duration;
    next.diagonal() += (TiltError() << speed, speed, tilt, tilt, bias, bias, bias).finished();
}

// A bound that holds anew after each correlation time, as white noise over the block.
double TiltKalman::velocity_variance(bool is_resting, double duration) const {
    const double sd = is_resting ? p_.resting_speed_sd_per_second.si() : p_.speed_sd_per_second.si();
    return square(sd) * 2.0 * in_seconds(p_.speed_correlation) / duration;
}

double TiltKalman::bias_variance(double duration) const { return square(p_.rest_bias_sd.si()) / duration; }

TiltError TiltKalman::bound_velocity(const Eigen::Vector2d& velocity, double variance) {
    TiltError correction = measure(0, -velocity.x(), variance);
    correction += measure(1, -velocity.y() - correction(1), variance);
    return correction;
}

TiltError TiltKalman::measure_bias(const Eigen::Vector3d& bias_error, double variance) {
    TiltError correction = TiltError::Zero();
    for (Eigen::Index axis = 0; axis < 3; ++axis)
        correction += measure(4 + axis, bias_error(axis) - correction(4 + axis), variance);
    return correction;
}

double TiltKalman::tilt_sd() const {
    return std::sqrt(std::max(0.0, std::max(covariance_(2, 2), covariance_(3, 3))));
}

double TiltKalman::surprise(const Eigen::Vector2d& velocity) const {
    const double expected =
        square(p_.speed_sd_per_second.si()) + std::max(covariance_(0, 0), covariance_(1, 1));
    return std::max(0.0, velocity.squaredNorm() / square(p_.believable_speed) - expected);
}

TiltError TiltKalman::measure(Eigen::Index component, double difference, double variance) {
    const TiltError column = covariance_.col(component);
    const TiltError gain = column / (column(component) + variance);
    covariance_.noalias() -= gain * column.transpose();
    return gain * difference;
}

}  // namespace sacrum::dsp
