// A forward pass of TiltTracker over samples without a long gap, and a backward pass (Rauch-Tung-Striebel)
// that adds what the future knows. One node per block of 20 ms is kept, about 420 bytes each.
#pragma once

#include <Eigen/Geometry>
#include <span>
#include <vector>

#include "domain/imu_sample.hpp"
#include "domain/oriented_sample.hpp"
#include "dsp/orientation_params.hpp"
#include "dsp/tilt_kalman.hpp"

namespace sacrum::dsp {

struct AttitudeAndBias {
    Eigen::Quaterniond attitude = Eigen::Quaterniond::Identity();
    Eigen::Vector3d bias = Eigen::Vector3d::Zero();
};

class TiltSmoother {
  public:
    explicit TiltSmoother(const OrientationParams& params) : params_(params) {}

    // `oriented` goes with `samples`; of it only is_resting is read. Neither may be empty.
    void run(std::span<const ImuSample> samples, std::span<const OrientedSample> oriented,
             const AttitudeAndBias& start, const TiltCovariance& covariance);

    // What the last run found, for the same samples.
    void write(std::span<const ImuSample> samples, std::span<OrientedSample> oriented) const;
    [[nodiscard]] AttitudeAndBias smoothed_start() const;
    [[nodiscard]] AttitudeAndBias end() const { return nodes_.back().estimate; }

  private:
    // The forward pass at the end of a block.
    struct Node {
        std::size_t sample = 0;
        AttitudeAndBias estimate;
        Eigen::Matrix<double, 28, 1> covariance = Eigen::Matrix<double, 28, 1>::Zero();  // lower triangle
        TiltBlock block;
        TiltError correction = TiltError::Zero();  // made by the forward pass at the end of this block
        TiltError remaining = TiltError::Zero();   // smoothed minus forward estimate, after the correction
    };
    void smooth();

    OrientationParams params_;
    std::vector<Node> nodes_;
};

}  // namespace sacrum::dsp
