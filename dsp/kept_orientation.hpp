// What an offline orientation found, to be gone through again without finding it anew: 32 bytes a sample.
// Kept to single precision, 1e-5 degrees.
#pragma once

#include <span>
#include <vector>

#include "domain/imu_sample.hpp"
#include "domain/long_vector.hpp"
#include "domain/oriented_sample.hpp"
#include "dsp/orientation_params.hpp"

namespace sacrum::dsp {

class KeptOrientation {
  public:
    // `samples` must outlive it.
    KeptOrientation(std::span<const ImuSample> samples, const OrientationParams& params);
    // The next samples, in order, each once.
    void keep(std::span<const OrientedSample> piece);
    // Appends the pieces again, one after another, and shows them; none after the last.
    std::span<const OrientedSample> next(std::vector<OrientedSample>& samples);

  private:
    struct Attitude {
        Eigen::Vector4f earth_from_sensor;  // x, y, z, w
        Eigen::Vector3f bias;               // rad/s
        bool is_resting = false, is_settled = false;
    };
    std::span<const ImuSample> samples_;
    OrientationParams params_;
    LongVector<Attitude> attitudes_;
    std::vector<std::size_t> ends_;  // of pieces
    std::size_t next_piece_ = 0;
};

}  // namespace sacrum::dsp
