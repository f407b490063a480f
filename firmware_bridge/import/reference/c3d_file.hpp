// A C3D file: its parameters, points and analog channels, as far as they are asked for. Bounded: every length
// and offset in the file is checked against its bytes. Intel and big-endian (SGI) numbers; DEC is refused.
//
//   block 1            header: first block of the parameters, 0x50, counts, first and last frame
//   parameter blocks   groups and parameters, each a name, a type, dimensions and values
//   data blocks        frame by frame: points (x y z residual), then the analog samples of the frame
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result.hpp"

namespace sacrum::firmware_bridge {

struct C3dParameter {
    std::vector<double> numbers;     // empty where it holds text
    std::vector<std::string> texts;  // without blanks at the end
    std::vector<std::size_t> extent;
};

class C3dFile {
  public:
    // Errors are sentences without the file's name. Views into `bytes`, which must stay.
    static Result<C3dFile> open(std::string_view bytes);

    [[nodiscard]] const C3dParameter* find(const std::string& group, const std::string& name) const;
    [[nodiscard]] std::optional<double> number(const std::string& group, const std::string& name) const;
    // LABELS with LABELS2, LABELS3, … behind them.
    [[nodiscard]] std::vector<std::string> labels(const std::string& group) const;

    [[nodiscard]] double point_rate_hz() const { return point_rate_hz_; }
    [[nodiscard]] std::size_t frames() const { return frames_; }
    [[nodiscard]] std::size_t first_frame() const { return first_frame_; }
    [[nodiscard]] std::size_t analog_per_frame() const { return analog_per_frame_; }
    // One coordinate (0 to 2) of a point in every frame; NaN where it was not seen.
    [[nodiscard]] std::vector<double> point(std::size_t index, std::size_t coordinate) const;
    // A channel in its unit: (raw - offset) · scale · general scale.
    [[nodiscard]] std::vector<double> analog(std::size_t channel) const;

  private:
    C3dFile() = default;
    Result<void> read_parameters();
    Result<void> read_layout();
    [[nodiscard]] double at(std::size_t frame, std::size_t index) const;

    std::string_view bytes_;
    bool is_big_endian_ = false;
    std::map<std::string, std::map<std::string, C3dParameter>> groups_;
    std::size_t points_ = 0;
    std::size_t analog_channels_ = 0;
    std::size_t analog_per_frame_ = 0;
    std::size_t first_frame_ = 1;
    std::size_t frames_ = 0;
    std::size_t data_at_ = 0;
    double scale_ = -1.0;  // of points; below 0: the data are floats
    double point_rate_hz_ = 0.0;
};

bool is_c3d(std::string_view start);

}  // namespace sacrum::firmware_bridge
