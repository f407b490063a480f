// TiltTracker forward over samples without a long gap, and backward over what it remembers, which adds what
// the future knows: the fixed-interval smoother of Bryson and Frazier (1963), which needs no inverse. One
// node per block of 20 ms is kept, about 480 bytes each, until it is forgotten.
#pragma once

#include <Eigen/Geometry>
#include <span>
#include <vector>

#include "domain/emit.hpp"
#include "domain/imu_sample.hpp"
#include "dsp/orientation_params.hpp"
#include "dsp/tilt_kalman.hpp"
#include "dsp/tilt_tracker.hpp"

namespace sacrum::dsp {

struct AttitudeAndBias {
    Eigen::Quaterniond attitude = Eigen::Quaterniond::Identity();
    Eigen::Vector3d bias = Eigen::Vector3d::Zero();
};

struct SmoothedSample {
    std::size_t number = 0;
    Eigen::Quaterniond attitude = Eigen::Quaterniond::Identity();
    Eigen::Vector3d rate = Eigen::Vector3d::Zero();  // rad/s, without bias
};

class TiltSmoother {
  public:
    explicit TiltSmoother(const OrientationParams& params) : params_(params), tracker_(params) {}

    // For so long at a time without allocating; longer is taken, too.
    void make_room(double seconds);
    // Anew, with the attitude at the first sample. Samples have numbers that go up by one.
    void start(std::size_t number, const ImuSample& first, const AttitudeAndBias& attitude,
               const TiltCovariance& covariance);
    void push(const ImuSample& sample, bool is_resting);
    // Looks back from the newest sample.
    void smooth();

    // The rest is of the last `smooth`.
    [[nodiscard]] AttitudeAndBias smoothed_start() const;
    [[nodiscard]] AttitudeAndBias end() const { return nodes_.back().estimate; }
    // The last sample with a correction up to this one.
    [[nodiscard]] std::size_t node_at_or_before(std::size_t number) const;
    // The samples from number `first` up to `end`, not included; the first is the one that was started with
    // or the one after those forgotten. A sample stands in `samples` at its number.
    void tell(std::span<const ImuSample> samples, std::size_t first, std::size_t end,
              Emit<SmoothedSample> emit) const;
    // Samples up to this one, which has a node.
    void forget_until(std::size_t number);

  private:
    // The forward pass at the end of a block.
    struct Node {
        std::size_t sample = 0;
        AttitudeAndBias estimate;
        Eigen::Matrix<double, 28, 1> covariance = Eigen::Matrix<double, 28, 1>::Zero();  // lower triangle
        TiltBlock block;
        TiltError correction = TiltError::Zero();  // made by the forward pass at the end of this block
        TiltResidual residual;                     // left by it
        TiltError remaining = TiltError::Zero();   // smoothed minus forward estimate, after the correction
    };
    void keep(std::size_t number);

    OrientationParams params_;
    TiltTracker tracker_;
    std::size_t newest_ = 0;
    std::vector<Node> nodes_;
};

}  // namespace sacrum::dsp
