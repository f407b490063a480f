// What an offline orientation found, to be gone through again without finding it anew: 20 bytes a sample.
// Attitudes are kept to single precision, 1e-5 degrees; the bias, which changes over minutes, a few times a
// second.
#pragma once

#include <array>
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
        std::array<float, 4> earth_from_sensor;  // x, y, z, w
        bool is_resting = false, is_settled = false;
    };
    static constexpr std::size_t kSamplesPerBias = 64;
    std::span<const ImuSample> samples_;
    OrientationParams params_;
    LongVector<Attitude> attitudes_;
    std::vector<Eigen::Vector3d> biases_;  // rad/s
    std::vector<std::size_t> ends_;        // of pieces
    std::size_t next_piece_ = 0;
};

}  // namespace sacrum::dsp
