#include "firmware_bridge/import/reference/c3d_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "firmware_bridge/import/csv_text.hpp"
#include "firmware_bridge/import/formats/byte_cursor.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr std::size_t kBlock = 512;
constexpr unsigned kMark = 0x50;
constexpr unsigned kIntel = 84, kDec = 85, kSgi = 86;
constexpr double kFastest = 1e5;  // Hz

tl::unexpected<Error> damaged(const std::string& finding) {
    return fail(ErrorKind::input, "is damaged: " + finding + "; export it again");
}

std::string upper(std::string_view text) {
    std::string word(trimmed(text));
    std::transform(word.begin(), word.end(), word.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; });
    return word;
}

std::optional<C3dParameter> take_values(ByteCursor& cursor) {
    const auto type = cursor.take<std::int8_t>();
    const auto dimensions = cursor.take<std::uint8_t>();
    if (!type || !dimensions || *dimensions > 7) return std::nullopt;
    C3dParameter parameter;
    std::size_t count = 1;
    for (unsigned i = 0; i < *dimensions; ++i) {
        const auto extent = cursor.take<std::uint8_t>();
        if (!extent) return std::nullopt;
        parameter.extent.push_back(*extent);
        count *= *extent;
        if (count > cursor.left()) return std::nullopt;
    }
    const auto width = std::size_t(std::abs(int(*type)));
    if ((width != 1 && width != 2 && width != 4) || count > cursor.left() / width) return std::nullopt;
    if (*type == -1) {
        const std::size_t length = parameter.extent.empty() ? 1 : parameter.extent[0];
        for (std::size_t i = 0; length > 0 && i < count / length; ++i)
            parameter.texts.emplace_back(trimmed(*cursor.take_bytes(length)));
        return parameter;
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (width == 1) parameter.numbers.push_back(double(*cursor.take<std::uint8_t>()));
        if (width == 2) parameter.numbers.push_back(double(*cursor.take<std::int16_t>()));
        if (width == 4) parameter.numbers.push_back(double(*cursor.take<float>()));
    }
    return parameter;
}

// A count that programs write as a signed word though it may be larger.
std::size_t as_count(double number) {
    return number < 0.0 ? std::size_t(number + 65536.0) : std::size_t(number);
}

}  // namespace

bool is_c3d(std::string_view start) {
    if (start.size() < kBlock || std::uint8_t(start[1]) != kMark) return false;
    const std::size_t first = std::uint8_t(start[0]);
    // Text may begin with a P in the second place, but it holds no zero.
    return first >= 2 && first < 128 && start.substr(0, kBlock).find('\0') != std::string_view::npos;
}

Result<C3dFile> C3dFile::open(std::string_view bytes) {
    if (!is_c3d(bytes)) return fail(ErrorKind::input, "does not begin as a C3D file does; export it again");
    C3dFile file;
    file.bytes_ = bytes;
    if (auto read = file.read_parameters(); !read) return tl::unexpected(read.error());
    if (auto read = file.read_layout(); !read) return tl::unexpected(read.error());
    return file;
}

Result<void> C3dFile::read_parameters() {
    const std::size_t start = std::size_t{std::uint8_t(bytes_.front()) - 1U} * kBlock;
    if (start + 4 > bytes_.size()) return damaged("its parameters lie beyond its end");
    const unsigned processor = std::uint8_t(bytes_[start + 3]);
    if (processor == kDec)
        return fail(ErrorKind::input, "holds DEC numbers, which are not read here; export it for Intel");
    if (processor != kIntel && processor != kSgi)
        return damaged(fmt::format("its byte order is {}, which is 84, 85 or 86", processor));
    is_big_endian_ = processor == kSgi;
    const std::size_t length = std::size_t(std::uint8_t(bytes_[start + 2])) * kBlock;
    const std::size_t end = length == 0 ? bytes_.size() : std::min(bytes_.size(), start + length);
    const ByteOrder order = is_big_endian_ ? ByteOrder::big : ByteOrder::little;
    std::map<int, std::string> names;
    std::vector<std::pair<int, std::pair<std::string, C3dParameter>>> found;
    for (std::size_t at = start + 4; at < end;) {
        ByteCursor cursor(bytes_.substr(at, end - at), order);
        const auto name_length = cursor.take<std::int8_t>();
        const auto group = cursor.take<std::int8_t>();
        if (!name_length || !group || *name_length == 0 || *group == 0) break;
        const auto name = cursor.take_bytes(std::size_t(std::abs(int(*name_length))));
        const std::size_t offset_at = cursor.at();
        const auto offset = cursor.take<std::uint16_t>();
        if (!name || !offset) return damaged("a parameter is cut off");
        if (*group < 0) {
            names[-*group] = upper(*name);
        } else {
            auto parameter = take_values(cursor);
            if (!parameter) return damaged("parameter " + quotable(*name) + " does not fit");
            found.push_back({*group, {upper(*name), std::move(*parameter)}});
        }
        if (*offset < 2) break;  // the last one
        at += offset_at + *offset;
    }
    // A parameter may stand before its group.
    for (auto& [group, named] : found) groups_[names[group]][named.first] = std::move(named.second);
    return {};
}

Result<void> C3dFile::read_layout() {
    const ByteCursor header(bytes_, is_big_endian_ ? ByteOrder::big : ByteOrder::little);
    const auto word = [&](std::size_t index) {
        return std::size_t(*header.peek<std::uint16_t>(2 * (index - 1)));
    };
    points_ = word(2);
    const std::size_t analog_samples = word(3);
    first_frame_ = std::max<std::size_t>(1, word(4));
    const std::size_t last = word(5);
    scale_ = double(*header.peek<float>(12));
    analog_per_frame_ = word(10);
    point_rate_hz_ = number("POINT", "RATE").value_or(double(*header.peek<float>(20)));
    if (analog_samples > 0 && (analog_per_frame_ == 0 || analog_samples % analog_per_frame_ != 0))
        return damaged(fmt::format("{} analog samples a frame at {} times the frame rate", analog_samples,
                                   analog_per_frame_));
    analog_channels_ = analog_per_frame_ == 0 ? 0 : analog_samples / analog_per_frame_;
    if (!(point_rate_hz_ > 0.0 && point_rate_hz_ < kFastest))
        return damaged(fmt::format("a frame rate of {:g} Hz", point_rate_hz_));
    const std::size_t block =
        number("POINT", "DATA_START") ? as_count(*number("POINT", "DATA_START")) : word(9);
    data_at_ = block == 0 ? bytes_.size() : (block - 1) * kBlock;
    const std::size_t width = scale_ < 0.0 ? 4 : 2;
    const std::size_t frame = (4 * points_ + analog_samples) * width;
    if (frame == 0) return {};
    if (data_at_ >= bytes_.size()) return damaged("its data lie beyond its end");
    // The header counts to 65535 only; longer ones say so in TRIAL or POINT:FRAMES.
    frames_ = last >= first_frame_ ? last - first_frame_ + 1 : 0;
    if (const auto told = number("POINT", "FRAMES")) frames_ = std::max(frames_, as_count(*told));
    const auto* const start = find("TRIAL", "ACTUAL_START_FIELD");
    const auto* const end = find("TRIAL", "ACTUAL_END_FIELD");
    if (start != nullptr && end != nullptr && start->numbers.size() == 2 && end->numbers.size() == 2) {
        const auto joined = [](const C3dParameter& p) {
            return as_count(p.numbers[0]) + 65536 * as_count(p.numbers[1]);
        };
        first_frame_ = joined(*start);
        if (joined(*end) >= first_frame_) frames_ = joined(*end) - first_frame_ + 1;
    }
    const std::size_t there = (bytes_.size() - data_at_) / frame;
    if (frames_ > there) return damaged(fmt::format("it says {} frames and holds {}", frames_, there));
    return {};
}

const C3dParameter* C3dFile::find(const std::string& group, const std::string& name) const {
    const auto in = groups_.find(group);
    if (in == groups_.end()) return nullptr;
    const auto found = in->second.find(name);
    return found == in->second.end() ? nullptr : &found->second;
}

std::optional<double> C3dFile::number(const std::string& group, const std::string& name) const {
    const C3dParameter* const parameter = find(group, name);
    if (parameter == nullptr || parameter->numbers.size() != 1 || !std::isfinite(parameter->numbers[0]))
        return std::nullopt;
    return parameter->numbers[0];
}

std::vector<std::string> C3dFile::labels(const std::string& group) const {
    std::vector<std::string> all;
    for (int i = 1;; ++i) {
        const C3dParameter* const more = find(group, i == 1 ? "LABELS" : "LABELS" + std::to_string(i));
        if (more == nullptr) return all;
        all.insert(all.end(), more->texts.begin(), more->texts.end());
    }
}

double C3dFile::at(std::size_t frame, std::size_t index) const {
    const std::size_t width = scale_ < 0.0 ? 4 : 2;
    const std::size_t size = 4 * points_ + analog_channels_ * analog_per_frame_;
    const ByteCursor cursor(bytes_, is_big_endian_ ? ByteOrder::big : ByteOrder::little);
    const std::size_t place = data_at_ + (frame * size + index) * width;
    return width == 4 ? double(cursor.peek<float>(place).value_or(NAN))
                      : double(cursor.peek<std::int16_t>(place).value_or(0));
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
        const C3dParameter* const all = find("ANALOG", name);
        return all != nullptr && channel < all->numbers.size() ? all->numbers[channel] : otherwise;
    };
    const double scale = of("SCALE", 1.0) * number("ANALOG", "GEN_SCALE").value_or(1.0);
    const double offset = of("OFFSET", 0.0);
    for (std::size_t frame = 0; frame < frames_; ++frame) {
        for (std::size_t k = 0; k < analog_per_frame_; ++k)
            values.push_back((at(frame, 4 * points_ + k * analog_channels_ + channel) - offset) * scale);
    }
    return values;
}

}  // namespace sacrum::firmware_bridge
