// What an offline orientation found, to be gone through again without finding it anew: 22 bytes a sample.
// Attitudes are kept to single precision, 1e-5 degrees; the bias, which changes over minutes, for every
// sixteenth.
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
    struct Piece {
        std::size_t end = 0;         // sample
        std::size_t first_bias = 0;  // of the biases
    };
    static constexpr std::size_t kSamplesPerBias = 16;
    std::span<const ImuSample> samples_;
    OrientationParams params_;
    LongVector<Attitude> attitudes_;
    std::vector<Eigen::Vector3d> biases_;  // rad/s
    std::vector<Piece> pieces_;
    std::size_t next_piece_ = 0;
};

}  // namespace sacrum::dsp
