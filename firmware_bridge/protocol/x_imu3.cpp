#include "firmware_bridge/protocol/x_imu3.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "firmware_bridge/protocol/byte_reader.hpp"
#include "firmware_bridge/protocol/line_collector.hpp"
#include "firmware_bridge/protocol/plausible_reading.hpp"

namespace sacrum::firmware_bridge {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::size_t kMostNumbers = 9;                          // a rotation matrix
constexpr std::uint64_t kLongestTime = std::uint64_t{1} << 50U;  // µs, 36 years: no device runs so long

struct Message {
    char id = 0;
    std::uint64_t microseconds = 0;
    std::array<double, kMostNumbers> numbers{};
    std::size_t count = 0;  // of numbers; 0 where the message is text
};

// How many numbers a message of this letter holds; 0: text; nothing: no such letter. R, L and E are a
// matrix, and a quaternion with an acceleration.
std::optional<std::size_t> numbers_of(char id) {
    switch (id) {
        case 'I': return 6;
        case 'Q': return 4;
        case 'R': return 9;
        case 'A':
        case 'M':
        case 'H':
        case 'B': return 3;
        case 'L':
        case 'E': return 7;
        case 'W': return 2;
        case 'T': return 1;
        case 'O':
        case 'Y':
        case 'C':
        case 'N':
        case 'F':
        case 'S':
        case 'U': return 0;
        default: return std::nullopt;
    }
}

template <class T>
bool take(std::string_view& text, T& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) return false;
    text.remove_prefix(std::size_t(end - text.data()));
    return true;
}

std::optional<Message> read_ascii(std::string_view text) {
    if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
    if (text.size() < 3 || text[1] != ',') return std::nullopt;
    const auto wanted = numbers_of(text.front());
    if (!wanted) return std::nullopt;
    Message message{.id = text.front()};
    text.remove_prefix(2);
    if (!take(text, message.microseconds)) return std::nullopt;
    if (*wanted == 0) return text.empty() || text.front() == ',' ? std::optional(message) : std::nullopt;
    for (; message.count < *wanted; ++message.count) {
        if (text.empty() || text.front() != ',') return std::nullopt;
        text.remove_prefix(1);
        if (!take(text, message.numbers[message.count])) return std::nullopt;
    }
    return text.empty() ? std::optional(message) : std::nullopt;
}

constexpr std::size_t kBinaryHead = 9;  // letter and time

std::optional<Message> read_binary(Bytes stuffed) {
    std::array<std::byte, kBinaryHead + 4 * kMostNumbers> room{};
    const char id = char(std::to_integer<unsigned char>(stuffed[0]) & 0x7FU);
    const auto wanted = numbers_of(id);
    if (!wanted) return std::nullopt;
    std::size_t size = 0;
    for (std::size_t i = 0; i < stuffed.size(); ++i) {
        std::byte byte = stuffed[i];
        if (byte == std::byte{0xDB}) {
            if (++i == stuffed.size()) return std::nullopt;
            if (stuffed[i] != std::byte{0xDC} && stuffed[i] != std::byte{0xDD}) return std::nullopt;
            byte = stuffed[i] == std::byte{0xDC} ? std::byte{0x0A} : std::byte{0xDB};
        }
        if (size < room.size()) room[size] = byte;
        ++size;
    }
    const bool is_text = *wanted == 0;
    if (is_text ? size < kBinaryHead : size != kBinaryHead + 4 * *wanted) return std::nullopt;
    Message message{.id = id, .microseconds = little_endian<std::uint64_t>(room, 1), .count = *wanted};
    for (std::size_t i = 0; i < *wanted; ++i)
        message.numbers[i] = double(little_endian<float>(room, kBinaryHead + 4 * i));
    return message;
}

struct Reading {
    Eigen::Vector3d force;  // m/s²
    Eigen::Vector3d rate;   // rad/s
};
Reading reading_of(const Message& message) {
    const auto& n = message.numbers;
    return {Eigen::Vector3d(n[3], n[4], n[5]) * kStandardGravity,
            Eigen::Vector3d(n[0], n[1], n[2]) * radians_from_degrees(1.0)};
}

bool is_sound(const Message& message) {
    if (message.microseconds > kLongestTime) return false;
    const auto end = message.numbers.begin() + std::ptrdiff_t(message.count);
    if (!std::all_of(message.numbers.begin(), end, [](double number) { return std::isfinite(number); }))
        return false;
    if (message.id == 'I') {
        const Reading reading = reading_of(message);
        return is_plausible(reading.force, reading.rate);
    }
    return message.id != 'B' || (message.numbers[0] >= 0.0 && message.numbers[0] <= 101.0);
}

std::optional<Message> read_data(Bytes bytes, std::string_view text) {
    if (bytes.empty()) return std::nullopt;
    const bool is_binary = (bytes[0] & std::byte{0x80}) != std::byte{0};
    auto message = is_binary ? read_binary(bytes) : read_ascii(text);
    if (message && !is_sound(*message)) message.reset();
    return message;
}

class XImu3Decoder final : public Decoder {
  public:
    void push(const Arrival& arrival, DecoderListener& listener) override {
        if (arrival.channel != 0) return;
        for (const std::byte byte : arrival.bytes) {
            if (!line_.push(byte)) continue;
            read_line(arrival.time, listener);
            line_.clear();
        }
    }
    void restart() override {
        counts_.skipped_bytes += line_.bytes_seen();
        line_.clear();
    }
    [[nodiscard]] DeviceClock clock() const override {
        return {.tick_bits = 64, .tick = std::chrono::microseconds(1)};
    }
    [[nodiscard]] const DecoderCounts& counts() const override { return counts_; }

  private:
    void read_line(ArrivalTime time, DecoderListener& listener) {
        const std::string_view text = line_.text();
        if (text.empty()) {
            ++counts_.skipped_bytes;
            return;
        }
        if (!line_.is_cut()) {
            const bool is_command = text.size() > 4 && text.starts_with("{\"") && text.ends_with("}");
            if (is_command) {
                ++counts_.packets;
                return;
            }
            if (const auto message = read_data(line_.bytes(), text)) return say(*message, time, listener);
        }
        ++counts_.damaged_packets;
        counts_.skipped_bytes += line_.bytes_seen();
        find_last_whole(time, listener);
    }

    // The inertial message at the end of a damaged line.
    void find_last_whole(ArrivalTime time, DecoderListener& listener) {
        for (std::size_t at = 1; at < line_.bytes().size(); ++at) {
            const std::byte first = line_.bytes()[at];
            if (first != std::byte{'I'} && first != std::byte{'I' | 0x80}) continue;
            const auto message = read_data(line_.bytes().subspan(at), line_.text().substr(at));
            if (!message) continue;
            counts_.skipped_bytes -= std::int64_t(line_.bytes().size() - at + 1);
            return say(*message, time, listener);
        }
    }

    void say(const Message& message, ArrivalTime time, DecoderListener& listener) {
        ++counts_.packets;
        if (message.id == 'B') {
            const double charging = 1.0;  // of 0 not connected, 1 charging, 2 complete
            listener.on_battery({.fraction = std::min(message.numbers[0], 100.0) / 100.0,
                                 .is_charging = message.numbers[2] == charging});
        } else if (message.id == 'I') {
            const Reading reading = reading_of(message);
            listener.on_sample({.arrival = time,
                                .ticks = message.microseconds,
                                .specific_force = Vec3<AccelerationUnit, Sensor>::of_si(reading.force),
                                .angular_rate = Vec3<AngularRateUnit, Sensor>::of_si(reading.rate),
                                .is_clipped = is_clipped(reading.force, reading.rate)});
        }
    }

    LineCollector line_;
    DecoderCounts counts_;
};

}  // namespace

std::unique_ptr<Decoder> make_x_imu3_decoder() { return std::make_unique<XImu3Decoder>(); }

}  // namespace sacrum::firmware_bridge
