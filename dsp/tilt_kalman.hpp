// Finds the small errors of a strapdown attitude from the one thing that is always true of a person:
// horizontal velocity stays bounded. Linear and stateless about time: it is told what happened over a short
// block of samples.
//
// Error state (true minus estimate):  0-1 horizontal velocity | 2-3 tilt, a rotation about earth x and y |
// 4-6 gyroscope bias
//     d velocity / dt = tilt x specific force        d tilt / dt = -(earth_from_sensor bias)
#pragma once

#include <Eigen/Core>

#include "dsp/orientation_params.hpp"

namespace sacrum::dsp {

using TiltError = Eigen::Matrix<double, 7, 1>;
using TiltCovariance = Eigen::Matrix<double, 7, 7>;

// What the error state needs to know about the samples since the last block ended.
struct TiltBlock {
    double duration = 0.0;        // s
    double vertical_force = 0.0;  // integral of specific force along earth z, m/s
    Eigen::Matrix<double, 2, 3> rotation =
        Eigen::Matrix<double, 2, 3>::Zero();  // integral of earth_from_sensor, upper rows
    double rate_squared = 0.0;                // integral of the squared angular rate, rad²/s
    double gap_tilt_variance = 0.0;           // rad², added by gaps
    double gap_speed_variance = 0.0;          // (m/s)²
};

// What the measurements of a block still differ by from the corrected estimate, and one over their variance;
// a weight of zero where nothing was measured.
struct TiltResidual {
    Eigen::Vector2d velocity = Eigen::Vector2d::Zero();
    Eigen::Vector3d bias = Eigen::Vector3d::Zero();
    double velocity_weight = 0.0;
    double bias_weight = 0.0;
};

class TiltKalman {
  public:
    explicit TiltKalman(const OrientationParams& params) : p_(params) {}

    void start(const TiltCovariance& covariance) { covariance_ = covariance; }
    [[nodiscard]] TiltCovariance start_covariance() const;
    void predict(const TiltBlock& block);
    // Variances of what is measured over a block of this duration.
    [[nodiscard]] double velocity_variance(bool is_resting, double duration) const;
    [[nodiscard]] double bias_variance(double duration) const;
    // Each returns the correction to add to the estimate.
    TiltError bound_velocity(const Eigen::Vector2d& velocity, double variance);
    TiltError measure_bias(const Eigen::Vector3d& bias_error, double variance);

    [[nodiscard]] const TiltCovariance& covariance() const { return covariance_; }
    [[nodiscard]] double tilt_sd() const;
    // Variance that the velocity must gain for this estimate of it to be believable: the person has changed
    // speed.
    [[nodiscard]] double surprise(const Eigen::Vector2d& velocity) const;

  private:
    TiltError measure(Eigen::Index component, double difference, double variance);

    OrientationParams p_;
    TiltCovariance covariance_ = TiltCovariance::Identity();
};

}  // namespace sacrum::dsp
