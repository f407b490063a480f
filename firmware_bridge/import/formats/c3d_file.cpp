#include "firmware_bridge/import/formats/c3d_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace sacrum::firmware_bridge {
namespace {

constexpr double kFastest = 1e5;  // Hz

// A count that programs write as a signed word though it may be larger; empty where it cannot be one.
std::optional<std::size_t> as_count(std::optional<double> number) {
    if (!number || !(*number > -65536.0 && *number < 4294967296.0)) return std::nullopt;
    return *number < 0.0 ? std::size_t(*number + 65536.0) : std::size_t(*number);
}

// Low word and high word.
std::optional<std::size_t> as_long_count(const C3dParameter* parameter) {
    if (parameter == nullptr || parameter->numbers.size() != 2) return std::nullopt;
    const auto low = as_count(parameter->numbers[0]), high = as_count(parameter->numbers[1]);
    if (!low || !high || *high > 65535) return std::nullopt;
    return *low + 65536 * *high;
}

}  // namespace

Result<C3dFile> C3dFile::open(std::string_view bytes) {
    if (!is_c3d(bytes)) return fail(ErrorKind::input, "does not begin as a C3D file does; export it again");
    C3dFile file;
    file.bytes_ = bytes;
    auto parameters = read_c3d_parameters(bytes);
    if (!parameters) return tl::unexpected(parameters.error());
    file.parameters_ = std::move(*parameters);
    if (auto read = file.read_layout(); !read) return tl::unexpected(read.error());
    return file;
}

Result<void> C3dFile::read_layout() {
    const ByteCursor header(bytes_, parameters_.order);
    const auto word = [&](std::size_t index) {
        return std::size_t(*header.peek<std::uint16_t>(2 * (index - 1)));
    };
    points_ = word(2);
    const std::size_t analog_samples = word(3);
    first_frame_ = std::max<std::size_t>(1, word(4));
    scale_ = double(*header.peek<float>(12));
    analog_per_frame_ = word(10);
    point_rate_hz_ = parameters_.number("POINT", "RATE").value_or(double(*header.peek<float>(20)));
    is_unsigned_ = parameters_.text("ANALOG", "FORMAT") == "UNSIGNED";
    if (analog_samples > 0 && (analog_per_frame_ == 0 || analog_samples % analog_per_frame_ != 0))
        return damaged_c3d(fmt::format("{} analog samples a frame at {} times the frame rate", analog_samples,
                                       analog_per_frame_));
    analog_channels_ = analog_per_frame_ == 0 ? 0 : analog_samples / analog_per_frame_;
    if (!(point_rate_hz_ > 0.0 && point_rate_hz_ < kFastest))
        return damaged_c3d(fmt::format("a frame rate of {:g} Hz", point_rate_hz_));
    const std::size_t block = as_count(parameters_.number("POINT", "DATA_START")).value_or(word(9));
    data_at_ = block == 0 ? bytes_.size() : (block - 1) * kC3dBlock;
    return read_length(word(5));
}

Result<void> C3dFile::read_length(std::size_t last_frame) {
    const std::size_t width = scale_ < 0.0 ? 4 : 2;
    const std::size_t frame = (4 * points_ + analog_channels_ * analog_per_frame_) * width;
    if (frame == 0) return {};
    if (data_at_ >= bytes_.size()) return damaged_c3d("its data lie beyond its end");
    // The header counts to 65535 only; longer ones say so in TRIAL or POINT:FRAMES.
    frames_ = last_frame >= first_frame_ ? last_frame - first_frame_ + 1 : 0;
    if (const auto told = as_count(parameters_.number("POINT", "FRAMES"))) frames_ = std::max(frames_, *told);
    const auto start = as_long_count(parameters_.find("TRIAL", "ACTUAL_START_FIELD"));
    const auto end = as_long_count(parameters_.find("TRIAL", "ACTUAL_END_FIELD"));
    if (start && end && *end >= std::max<std::size_t>(1, *start)) {
        first_frame_ = std::max<std::size_t>(1, *start);
        frames_ = *end - first_frame_ + 1;
    }
    const std::size_t there = (bytes_.size() - data_at_) / frame;
    if (frames_ > there) return damaged_c3d(fmt::format("it says {} frames and holds {}", frames_, there));
    return {};
}

double C3dFile::at(std::size_t frame, std::size_t index) const {
    const std::size_t width = scale_ < 0.0 ? 4 : 2;
    const std::size_t size = 4 * points_ + analog_channels_ * analog_per_frame_;
    const ByteCursor cursor(bytes_, parameters_.order);
    const std::size_t place = data_at_ + (frame * size + index) * width;
    if (width == 4) return double(cursor.peek<float>(place).value_or(NAN));
    if (is_unsigned_ && index >= 4 * points_) return double(cursor.peek<std::uint16_t>(place).value_or(0));
    return double(cursor.peek<std::int16_t>(place).value_or(0));
}

std::vector<double> C3dFile::point(std::size_t index, std::size_t coordinate) const {
    std::vector<double> values;
    if (index >= points_) return values;
    for (std::size_t frame = 0; frame < frames_; ++frame) {
        const bool is_seen = at(frame, 4 * index + 3) >= 0.0;  // a residual below 0: not seen
        const double value = at(frame, 4 * index + coordinate);
        values.push_back(!is_seen ? std::nan("") : scale_ < 0.0 ? value : value * scale_);
    }
    return values;
}

std::vector<double> C3dFile::analog(std::size_t channel) const {
    std::vector<double> values;
    if (channel >= analog_channels_) return values;
    const auto of = [&](const char* name, double otherwise) {
        const auto all = parameters_.numbers("ANALOG", name);
        return channel < all.size() ? all[channel] : otherwise;
    };
    const double scale = of("SCALE", 1.0) * parameters_.number("ANALOG", "GEN_SCALE").value_or(1.0);
    const double offset = of("OFFSET", 0.0);
    for (std::size_t frame = 0; frame < frames_; ++frame) {
        for (std::size_t k = 0; k < analog_per_frame_; ++k)
            values.push_back((at(frame, 4 * points_ + k * analog_channels_ + channel) - offset) * scale);
    }
    return values;
}

}  // namespace sacrum::firmware_bridge
