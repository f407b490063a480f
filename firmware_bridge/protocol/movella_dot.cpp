#include "firmware_bridge/protocol/movella_dot.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>

#include "firmware_bridge/protocol/byte_reader.hpp"
#include "firmware_bridge/protocol/plausible_reading.hpp"

namespace sacrum::firmware_bridge {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::size_t kCustom5Size = 44;
constexpr std::size_t kRateQuantitiesSize = 28;
constexpr std::size_t kRateAndFieldSize = 34;
constexpr std::size_t kLongSize = 63;  // of the characteristics, up to which a message may be padded
constexpr std::size_t kMediumSize = 40;
constexpr std::size_t kBatterySize = 2;
constexpr std::size_t kDeviceInfoSize = 34;

// Of exactly the message's size, or of the characteristic's with zeros behind the message.
bool holds(Bytes bytes, std::size_t message, std::size_t characteristic) {
    if (bytes.size() == message) return true;
    return bytes.size() == characteristic && std::all_of(bytes.begin() + std::ptrdiff_t(message), bytes.end(),
                                                         [](std::byte byte) { return byte == std::byte{0}; });
}

std::optional<DeviceSample> reading(Bytes bytes, std::size_t force_at, std::size_t rate_at) {
    const Eigen::Vector3d force = little_endian_triple<float>(bytes, force_at);
    const Eigen::Vector3d rate = little_endian_triple<float>(bytes, rate_at) * radians_from_degrees(1.0);
    if (!is_plausible(force, rate)) return std::nullopt;
    return DeviceSample{.ticks = little_endian<std::uint32_t>(bytes, 0),
                        .specific_force = Vec3<AccelerationUnit, Sensor>::of_si(force),
                        .angular_rate = Vec3<AngularRateUnit, Sensor>::of_si(rate),
                        .is_clipped = is_clipped(force, rate)};
}

std::optional<DeviceSample> custom_5(Bytes bytes) {
    double norm_squared = 0.0;
    for (std::size_t i = 0; i < 4; ++i) {
        const auto part = double(little_endian<float>(bytes, 4 + 4 * i));
        norm_squared += part * part;
    }
    if (!(std::abs(norm_squared - 1.0) <= 0.05)) return std::nullopt;
    return reading(bytes, 20, 32);
}

std::optional<DeviceSample> rate_and_field(Bytes bytes) {
    auto sample = reading(bytes, 4, 16);
    if (sample) {
        sample->magnetic_field =
            Vec3<MagneticFieldUnit, Sensor>::of_si(little_endian_triple<std::int16_t>(bytes, 28) / 4096.0);
    }
    return sample;
}

// MAC 0, firmware 6, 7, 8, build date 9, radio stack 16, serial number 20 (u64), product code 28 (6
// characters).
DeviceDescription description_of(Bytes bytes) {
    DeviceDescription description{.accelerometer_range = kWidestRange.specific_force,
                                  .gyroscope_range = kWidestRange.angular_rate};
    description.model = "Movella DOT";
    std::string product;
    for (const std::byte byte : bytes.subspan(28, 6)) {
        if (const auto c = std::to_integer<unsigned char>(byte); c > 0x20 && c < 0x7F) product += char(c);
    }
    if (!product.empty()) description.model.append(" ").append(product);
    char serial[17];
    std::snprintf(serial, sizeof serial, "%llX",
                  static_cast<unsigned long long>(little_endian<std::uint64_t>(bytes, 20)));
    description.serial_number = serial;
    for (std::size_t i = 6; i <= 8; ++i) {
        if (i > 6) description.firmware += '.';
        description.firmware += std::to_string(std::to_integer<int>(bytes[i]));
    }
    return description;
}

class MovellaDotDecoder final : public Decoder {
  public:
    void push(const Arrival& arrival, DecoderListener& listener) override {
        using namespace movella_dot;
        const Bytes bytes = arrival.bytes;
        if (bytes.empty()) return;
        const bool is_any = arrival.channel == 0;
        if ((is_any || arrival.channel == kLongPayload) && holds(bytes, kCustom5Size, kLongSize)) {
            say(custom_5(bytes), arrival, listener);
        } else if (is_any || arrival.channel == kMediumPayload) {
            push_medium(arrival, listener);
        } else if (arrival.channel == kBattery) {
            push_battery(arrival, listener);
        } else if (arrival.channel == kDeviceInfo && bytes.size() == kDeviceInfoSize) {
            ++counts_.packets;
            listener.on_description(description_of(bytes));
        } else {
            skip(bytes);
        }
    }

    void restart() override {}
    [[nodiscard]] DeviceClock clock() const override {
        return {.tick_bits = 32, .tick = std::chrono::microseconds(1)};
    }
    [[nodiscard]] const DecoderCounts& counts() const override { return counts_; }

  private:
    void push_medium(const Arrival& arrival, DecoderListener& listener) {
        if (holds(arrival.bytes, kRateQuantitiesSize, kMediumSize)) {
            say(reading(arrival.bytes, 4, 16), arrival, listener);
        } else if (holds(arrival.bytes, kRateAndFieldSize, kMediumSize)) {
            say(rate_and_field(arrival.bytes), arrival, listener);
        } else if (arrival.channel == 0) {
            push_battery(arrival, listener);
        } else {
            skip(arrival.bytes);
        }
    }

    void push_battery(const Arrival& arrival, DecoderListener& listener) {
        const Bytes bytes = arrival.bytes;
        if (bytes.size() != kBatterySize) return skip(bytes);
        const int percent = std::to_integer<int>(bytes[0]);
        const int charging = std::to_integer<int>(bytes[1]);
        if (percent > 100 || charging > 1) return damaged(bytes);
        ++counts_.packets;
        listener.on_battery({.fraction = percent / 100.0, .is_charging = charging == 1});
    }

    void say(std::optional<DeviceSample> sample, const Arrival& arrival, DecoderListener& listener) {
        if (!sample) return damaged(arrival.bytes);
        ++counts_.packets;
        sample->arrival = arrival.time;
        listener.on_sample(*sample);
    }
    void skip(Bytes bytes) { counts_.skipped_bytes += std::int64_t(bytes.size()); }
    void damaged(Bytes bytes) {
        ++counts_.damaged_packets;
        skip(bytes);
    }

    DecoderCounts counts_;
};

}  // namespace

std::unique_ptr<Decoder> make_movella_dot_decoder() { return std::make_unique<MovellaDotDecoder>(); }

}  // namespace sacrum::firmware_bridge
