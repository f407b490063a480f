// A C3D file: its parameters, points and analog channels, as far as they are asked for. Bounded: every length
// and offset in the file is checked against its bytes. Intel and big-endian (SGI) numbers; DEC is refused.
//
//   block 1            header: first block of the parameters, 0x50, counts, first and last frame
//   parameter blocks   groups and parameters, each a name, a type, dimensions and values
//   data blocks        frame by frame: points (x y z residual), then the analog samples of the frame
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "domain/result.hpp"
#include "firmware_bridge/import/formats/c3d_parameters.hpp"

namespace sacrum::firmware_bridge {

class C3dFile {
  public:
    // Errors are sentences without the file's name. Views into `bytes`, which must stay.
    static Result<C3dFile> open(std::string_view bytes);

    [[nodiscard]] const C3dParameters& parameters() const { return parameters_; }
    [[nodiscard]] std::size_t points() const { return points_; }
    [[nodiscard]] std::size_t analog_channels() const { return analog_channels_; }
    [[nodiscard]] double point_rate_hz() const { return point_rate_hz_; }
    [[nodiscard]] std::size_t frames() const { return frames_; }
    // Of the first frame, which need not be the first that was measured.
    [[nodiscard]] double start_s() const { return double(first_frame_ - 1) / point_rate_hz_; }
    [[nodiscard]] double analog_rate_hz() const { return point_rate_hz_ * double(analog_per_frame_); }
    // One coordinate (0 to 2) of a point in every frame; NaN where it was not seen.
    [[nodiscard]] std::vector<double> point(std::size_t index, std::size_t coordinate) const;
    // A channel in its unit: (raw - offset) · scale · general scale.
    [[nodiscard]] std::vector<double> analog(std::size_t channel) const;

  private:
    C3dFile() = default;
    Result<void> read_layout();
    Result<void> read_length(std::size_t last_frame);
    [[nodiscard]] double at(std::size_t frame, std::size_t index) const;

    std::string_view bytes_;
    C3dParameters parameters_;
    bool is_unsigned_ = false;  // analog readings of 16 bits
    std::size_t points_ = 0;
    std::size_t analog_channels_ = 0;
    std::size_t analog_per_frame_ = 0;
    std::size_t first_frame_ = 1;
    std::size_t frames_ = 0;
    std::size_t data_at_ = 0;
    double scale_ = -1.0;  // of points; below 0: the data are floats
    double point_rate_hz_ = 0.0;
};

}  // namespace sacrum::firmware_bridge
