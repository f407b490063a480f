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
    double rate_squared = 0.0;  // integral of the squared angular rate, rad²/s
    double gap_tilt_variance = 0.0;           // rad², added by gaps
    double gap_speed_variance = 0.0;          // (m/s)²
};

class TiltKalman {
  public:
    explicit TiltKalman(const OrientationParams& params) : p_(params) {}

    void start(const TiltCovariance& covariance) { covariance_ = covariance; }
    [[nodiscard]] TiltCovariance start_covariance() const;
    void predict(const TiltBlock& block) { covariance_ = predicted(covariance_, block); }
    // Each returns the correction to add to the estimate.
    TiltError bound_velocity(const Eigen::Vector2d& velocity, bool is_resting, double duration);
    TiltError measure_bias(const Eigen::Vector3d& bias_error, double duration);

    [[nodiscard]] const TiltCovariance& covariance() const { return covariance_; }
    [[nodiscard]] double tilt_sd() const;

    // For the smoother.
    [[nodiscard]] static TiltCovariance transition(const TiltBlock& block);
    [[nodiscard]] TiltCovariance predicted(const TiltCovariance& covariance, const TiltBlock& block) const;

  private:
    TiltError measure(Eigen::Index component, double difference, double variance);

    OrientationParams p_;
    TiltCovariance covariance_ = TiltCovariance::Identity();
};

}  // namespace sacrum::dsp
