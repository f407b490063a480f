// Attitude by strapdown integration whose tilt and gyroscope bias are corrected at once by TiltKalman, every
// 20 ms. Causal. It must be started with an attitude; it carries attitude across gaps and widens its
// uncertainty there.
#pragma once

#include <Eigen/Geometry>

#include "domain/imu_sample.hpp"
#include "dsp/orientation_params.hpp"
#include "dsp/strapdown.hpp"
#include "dsp/tilt_kalman.hpp"

namespace sacrum::dsp {

class TiltTracker {
  public:
    // Tilt changes far more slowly than this, so correcting more often only costs time.
    static constexpr double kBlockDuration = 0.020;  // s

    explicit TiltTracker(const OrientationParams& params) : params_(params), kalman_(params) {}

    // The attitude at the time of `sample`, the first one.
    void start(const ImuSample& sample, const Eigen::Quaterniond& attitude, const Eigen::Vector3d& bias,
               const TiltCovariance& covariance);
    // True when this sample closed a block, that is when a correction was made.
    bool push(const ImuSample& sample, bool is_resting);

    [[nodiscard]] const Eigen::Quaterniond& attitude() const { return attitude_; }
    [[nodiscard]] const Eigen::Vector3d& bias() const { return bias_; }
    [[nodiscard]] const TiltKalman& kalman() const { return kalman_; }
    // Of the block closed last, for the smoother.
    [[nodiscard]] const TiltBlock& closed_block() const { return closed_block_; }
    [[nodiscard]] const TiltError& correction() const { return correction_; }
    [[nodiscard]] const TiltResidual& residual() const { return residual_; }
    // Sum of all corrections of the tilt, about earth x and y, in rad.
    [[nodiscard]] const Eigen::Vector2d& corrected() const { return corrected_; }
    // Share of the tilt's variance that the movement between two corrections leaves: 1 when it adds nothing.
    [[nodiscard]] double keeps() const { return keeps_; }

  private:
    void accumulate(const Step& step, const ImuSample& sample);
    void correct(bool is_resting);

    OrientationParams params_;
    TiltKalman kalman_;
    ImuSample last_{};
    Eigen::Quaterniond attitude_ = Eigen::Quaterniond::Identity();
    Eigen::Vector3d bias_ = Eigen::Vector3d::Zero();
    Eigen::Vector2d velocity_ = Eigen::Vector2d::Zero();
    Eigen::Vector2d slow_velocity_ = Eigen::Vector2d::Zero();
    Eigen::Vector3d rate_sum_ = Eigen::Vector3d::Zero();  // rad, over the block
    TiltBlock block_{};
    TiltBlock closed_block_{};
    TiltError correction_ = TiltError::Zero();
    TiltResidual residual_{};
    Eigen::Vector2d corrected_ = Eigen::Vector2d::Zero();
    double keeps_ = 1.0;
};

}  // namespace sacrum::dsp
