#include "firmware_bridge/protocol/sacrum_frames.hpp"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/wire_format_lite.h>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "firmware_bridge/protocol/cobs.hpp"
#include "firmware_bridge/protocol/crc32.hpp"
#include "firmware_bridge/protocol/sacrum_frames_encode.hpp"
#include "proto/wire.pb.h"

namespace sacrum::firmware_bridge {
namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedInputStream;

constexpr std::size_t kReadingBytes = 12;  // six int16
constexpr std::size_t kMostReadings = 16;
constexpr std::uint32_t kLongestPeriod = 2'000'000;             // µs
constexpr std::uint32_t kLargestAccelerometerRange = 1000;      // g; shock sensors reach 400
constexpr std::uint32_t kLargestGyroscopeRange = 100'000;       // deg/s; fast ones reach 20 000
constexpr Duration kTick = std::chrono::microseconds(1);        // the protocol's
constexpr std::size_t kLongestBlock = kLongestSacrumFrame - 2;  // without the zeros
constexpr double kStepsOfRange = 32768.0;

bool is_possible(std::uint32_t period_us, std::uint32_t accelerometer_range_g,
                 std::uint32_t gyroscope_range_deg_per_s) {
    return period_us > 0 && period_us <= kLongestPeriod && accelerometer_range_g > 0 &&
           accelerometer_range_g <= kLargestAccelerometerRange && gyroscope_range_deg_per_s > 0 &&
           gyroscope_range_deg_per_s <= kLargestGyroscopeRange;
}

Eigen::Vector3d three_int16(const char* bytes) {
    Eigen::Vector3d steps;
    for (int axis = 0; axis < 3; ++axis) {
        const auto low = unsigned(static_cast<unsigned char>(bytes[2 * axis]));
        const auto high = unsigned(static_cast<unsigned char>(bytes[2 * axis + 1]));
        steps[axis] = double(static_cast<std::int16_t>(static_cast<std::uint16_t>(low | (high << 8U))));
    }
    return steps;
}

// Number and wire type of the next field; 0 where there is none that this protocol may ever have: tags are at
// most two bytes long and there are no groups.
std::uint32_t read_tag(CodedInputStream& stream) {
    const int start = stream.CurrentPosition();
    std::uint32_t tag = 0;
    if (!stream.ReadVarint32(&tag) || stream.CurrentPosition() - start > 2) return 0;
    const std::uint32_t wire_type = tag & 7U;
    const bool is_known_type = wire_type <= WireFormatLite::WIRETYPE_LENGTH_DELIMITED ||
                               wire_type == WireFormatLite::WIRETYPE_FIXED32;
    return is_known_type && WireFormatLite::GetTagFieldNumber(tag) > 0 ? tag : 0;
}

class SacrumFrames final : public Decoder {
  public:
    void push(const Arrival& arrival, DecoderListener& listener) override {
        for (auto left = arrival.bytes; !left.empty();) {
            const auto end = std::ranges::find(left, std::byte{0});
            const auto part = left.first(std::size_t(end - left.begin()));
            add(part);
            if (part.size() == left.size()) return;
            end_block(arrival.time, listener);
            left = left.subspan(part.size() + 1);
        }
    }

    void restart() override {
        counts_.skipped_bytes += std::int64_t(length_) + beyond_;
        begin_block();
        is_aligned_ = false;
    }

    [[nodiscard]] DeviceClock clock() const override {
        return {.tick_bits = 32, .tick = kTick, .count_bits = 32};
    }
    [[nodiscard]] const DecoderCounts& counts() const override { return counts_; }

  private:
    void add(std::span<const std::byte> part) {
        const auto kept = part.first(std::min(part.size(), block_.size() - length_));
        std::ranges::copy(kept, block_.begin() + std::ptrdiff_t(length_));
        length_ += kept.size();
        beyond_ += std::int64_t(part.size() - kept.size());
    }

    void begin_block() {
        length_ = 0;
        beyond_ = 0;
    }

    // Two zeros with nothing between them are where one frame meets the next.
    void end_block(ArrivalTime time, DecoderListener& listener) {
        const std::int64_t bytes = std::int64_t(length_) + beyond_;
        if (bytes > 0) {
            if (beyond_ == 0 && decode_block(time, listener)) {
                ++counts_.packets;
            } else {
                counts_.skipped_bytes += bytes;
                if (is_aligned_) ++counts_.damaged_packets;
            }
        }
        is_aligned_ = true;
        begin_block();
    }

    bool decode_block(ArrivalTime time, DecoderListener& listener) {
        const auto checked = cobs_decode_in_place(std::span(block_).first(length_));
        if (!checked || checked->size() <= 4) return false;
        const auto message = checked->first(checked->size() - 4);
        std::uint32_t crc = 0;
        for (unsigned i = 0; i < 4; ++i) {
            crc |= std::to_integer<std::uint32_t>((*checked)[message.size() + i]) << (8U * i);
        }
        return crc == crc32(message) && decode_message(message, time, listener);
    }

    // The envelope is read by hand: protobuf would allocate the one of its members that is there, every time.
    bool decode_message(std::span<const std::byte> message, ArrivalTime time, DecoderListener& listener) {
        CodedInputStream stream(reinterpret_cast<const std::uint8_t*>(message.data()), int(message.size()));
        int field = 0;  // of the content
        std::string_view content;
        while (std::size_t(stream.CurrentPosition()) < message.size()) {
            const std::uint32_t tag = read_tag(stream);
            if (tag == 0) return false;
            const int number = WireFormatLite::GetTagFieldNumber(tag);
            const bool is_content = number >= wire::DeviceMessage::kSamplesFieldNumber &&
                                    number <= wire::DeviceMessage::kStatusFieldNumber;
            if (!is_content) {
                if (!WireFormatLite::SkipField(&stream, tag)) return false;
                continue;
            }
            std::uint32_t length = 0;
            if (field != 0 ||
                WireFormatLite::GetTagWireType(tag) != WireFormatLite::WIRETYPE_LENGTH_DELIMITED ||
                !stream.ReadVarint32(&length)) {
                return false;
            }
            field = number;
            const auto start = std::size_t(stream.CurrentPosition());
            if (length > message.size() - start || !stream.Skip(int(length))) return false;
            content = {reinterpret_cast<const char*>(message.data()) + start, length};
        }
        return decode_content(field, content, time, listener);
    }

    bool decode_content(int field, std::string_view content, ArrivalTime time, DecoderListener& listener) {
        const auto size = int(content.size());
        switch (field) {
            case wire::DeviceMessage::kSamplesFieldNumber:
                return samples_.ParseFromArray(content.data(), size) && tell_samples(time, listener);
            case wire::DeviceMessage::kDescriptionFieldNumber:
                return description_.ParseFromArray(content.data(), size) && tell_description(listener);
            case wire::DeviceMessage::kStatusFieldNumber:
                return status_.ParseFromArray(content.data(), size) && tell_status(listener);
            default: return true;  // of a later version of the protocol: sound, and nothing for us
        }
    }

    bool tell_samples(ArrivalTime time, DecoderListener& listener) const {
        const std::string& readings = samples_.readings();
        const std::size_t count = readings.size() / kReadingBytes;
        if (readings.size() % kReadingBytes != 0 || count == 0 || count > kMostReadings) return false;
        if ((std::uint64_t{samples_.clipped()} >> count) != 0) return false;
        if (!is_possible(samples_.period_us(), samples_.accelerometer_range_g(),
                         samples_.gyroscope_range_deg_per_s())) {
            return false;
        }
        const double specific_force_step =
            double(samples_.accelerometer_range_g()) * kStandardGravity / kStepsOfRange;
        const double angular_rate_step =
            radians_from_degrees(double(samples_.gyroscope_range_deg_per_s())) / kStepsOfRange;
        for (std::uint32_t i = 0; i < count; ++i) {
            const char* reading = readings.data() + i * kReadingBytes;
            listener.on_sample({.arrival = time,
                                // Both wrap at 32 bits, as uint32 does.
                                .ticks = std::uint32_t(samples_.first_tick_us() + i * samples_.period_us()),
                                .count = std::uint32_t(samples_.first_sample() + i),
                                .specific_force = Vec3<AccelerationUnit, Sensor>::of_si(specific_force_step *
                                                                                        three_int16(reading)),
                                .angular_rate = Vec3<AngularRateUnit, Sensor>::of_si(
                                    angular_rate_step * three_int16(reading + kReadingBytes / 2)),
                                .is_clipped = ((samples_.clipped() >> i) & 1U) != 0});
        }
        return true;
    }

    bool tell_description(DecoderListener& listener) const {
        if (!is_possible(description_.nominal_period_us(), description_.accelerometer_range_g(),
                         description_.gyroscope_range_deg_per_s())) {
            return false;
        }
        listener.on_description({.model = description_.model(),
                                 .serial_number = description_.serial_number(),
                                 .firmware = description_.firmware(),
                                 .rate = Frequency::of_si(1e6 / double(description_.nominal_period_us())),
                                 .accelerometer_range = Acceleration::of_si(
                                     double(description_.accelerometer_range_g()) * kStandardGravity),
                                 .gyroscope_range = AngularRate::of_si(
                                     radians_from_degrees(double(description_.gyroscope_range_deg_per_s()))),
                                 .mounting = description_.mounting()});
        return true;
    }

    bool tell_status(DecoderListener& listener) const {
        if (status_.battery_percent() > 100) return false;
        listener.on_battery(
            {.fraction = double(status_.battery_percent()) / 100.0, .is_charging = status_.is_charging()});
        return true;
    }

    std::array<std::byte, kLongestBlock> block_{};
    std::size_t length_ = 0;
    std::int64_t beyond_ = 0;  // bytes that no frame can have
    bool is_aligned_ = false;  // false: the block may have begun before we listened
    wire::Samples samples_;    // kept, so that parsing reuses what they hold
    wire::Description description_;
    wire::Status status_;
    DecoderCounts counts_;
};

}  // namespace

std::unique_ptr<Decoder> make_sacrum_decoder() { return std::make_unique<SacrumFrames>(); }

}  // namespace sacrum::firmware_bridge
