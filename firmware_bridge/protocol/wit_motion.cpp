#include "firmware_bridge/protocol/wit_motion.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "firmware_bridge/protocol/byte_reader.hpp"
#include "firmware_bridge/protocol/plausible_reading.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr std::size_t kFrame = 20;
constexpr std::byte kFirst{0x55};
constexpr std::byte kSecond{0x61};
constexpr std::uint16_t kNotifications = 0xFFE4;
constexpr int kMostWrongBits = 3;  // of the 16 of a header on the beat; garbage has 8

class WitMotionDecoder final : public Decoder {
  public:
    void push(const Arrival& arrival, DecoderListener& listener) override {
        if (arrival.channel != 0 && arrival.channel != kNotifications) return;
        for (const std::byte byte : arrival.bytes) {
            buffer_[size_++] = byte;
            if (size_ == kFrame) frame_arrival_ = arrival.time;
            while (take_one(arrival.time, listener)) {
            }
        }
    }

    void restart() override {
        counts_.skipped_bytes += std::int64_t(size_);
        size_ = 0;
        is_on_beat_ = false;
    }
    [[nodiscard]] DeviceClock clock() const override { return {}; }
    [[nodiscard]] const DecoderCounts& counts() const override { return counts_; }

  private:
    [[nodiscard]] bool is_header(std::size_t at) const {
        return buffer_[at] == kFirst && buffer_[at + 1] == kSecond;
    }
    [[nodiscard]] bool is_nearly_header() const {
        const auto wrong = [](std::byte is, std::byte should) {
            return std::popcount(std::to_integer<std::uint8_t>(is ^ should));
        };
        return wrong(buffer_[0], kFirst) + wrong(buffer_[1], kSecond) <= kMostWrongBits;
    }

    // Takes a frame or some garbage off the front; false when that needs more bytes.
    bool take_one(ArrivalTime now, DecoderListener& listener) {
        if (size_ < 2) return false;
        if (!is_header(0)) {
            if (is_on_beat_ && is_nearly_header()) return drop_damaged_frame();
            is_on_beat_ = false;
            drop(1);
            return true;
        }
        if (size_ < kFrame) return false;
        if (!is_on_beat_) {
            if (const std::size_t rival = header_inside(); rival != 0) {
                if (size_ < rival + kFrame + 2) return false;
                if (!is_header(kFrame) && is_header(rival + kFrame)) {
                    drop(rival);
                    frame_arrival_ = now;
                    return true;
                }
            }
        }
        say(listener, now);
        return true;
    }

    // Where a second header begins within the first frame; 0: nowhere.
    [[nodiscard]] std::size_t header_inside() const {
        for (std::size_t at = 1; at + 1 < kFrame; ++at) {
            if (is_header(at)) return at;
        }
        return 0;
    }

    bool drop_damaged_frame() {
        if (size_ < kFrame) return false;
        ++counts_.damaged_packets;
        drop(kFrame);
        return true;
    }

    void drop(std::size_t bytes) {
        counts_.skipped_bytes += std::int64_t(bytes);
        remove(bytes);
    }
    void remove(std::size_t bytes) {
        std::copy(buffer_.begin() + std::ptrdiff_t(bytes), buffer_.begin() + std::ptrdiff_t(size_),
                  buffer_.begin());
        size_ -= bytes;
    }

    void say(DecoderListener& listener, ArrivalTime now) {
        const std::span<const std::byte> frame(buffer_.data(), kFrame);
        const Eigen::Vector3d force =
            little_endian_triple<std::int16_t>(frame, 2) * (kWidestRange.specific_force.si() / 32768.0);
        const Eigen::Vector3d rate =
            little_endian_triple<std::int16_t>(frame, 8) * (kWidestRange.angular_rate.si() / 32768.0);
        const DeviceSample sample{.arrival = frame_arrival_,
                                  .specific_force = Vec3<AccelerationUnit, Sensor>::of_si(force),
                                  .angular_rate = Vec3<AngularRateUnit, Sensor>::of_si(rate),
                                  .is_clipped = is_clipped(force, rate)};
        ++counts_.packets;
        remove(kFrame);
        is_on_beat_ = true;
        frame_arrival_ = now;  // of a frame that is already whole behind this one
        listener.on_sample(sample);
    }

    std::array<std::byte, 2 * kFrame + 2> buffer_{};
    std::size_t size_ = 0;
    bool is_on_beat_ = false;  // a frame ended just before the buffer
    ArrivalTime frame_arrival_{};
    DecoderCounts counts_;
};

}  // namespace

std::unique_ptr<Decoder> make_wit_motion_decoder() { return std::make_unique<WitMotionDecoder>(); }

}  // namespace sacrum::firmware_bridge
