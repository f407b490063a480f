// A device for tests with the simplest protocol there is: 10 bytes a sample, A5, ticks (4, µs), count (2), a
// value (2, specific force along x in mm/s²), and the sum of the bytes before. Little-endian.
#pragma once

#include <cstdint>
#include <numeric>
#include <string>

#include "firmware_bridge/protocol/decoder.hpp"

namespace sacrum::firmware_bridge::tests {

inline constexpr std::size_t kFakeSize = 10;

inline std::string fake_bytes(std::uint64_t ticks, std::uint64_t count, std::int16_t value) {
    std::string bytes = "\xA5";
    for (unsigned i = 0; i < 4; ++i) bytes.push_back(char(std::uint8_t(ticks >> (8U * i))));
    for (unsigned i = 0; i < 2; ++i) bytes.push_back(char(std::uint8_t(count >> (8U * i))));
    for (unsigned i = 0; i < 2; ++i) bytes.push_back(char(std::uint8_t(std::uint16_t(value) >> (8U * i))));
    bytes.push_back(
        char(std::accumulate(bytes.begin(), bytes.end(), std::uint8_t{0},
                             [](std::uint8_t sum, char c) { return std::uint8_t(sum + std::uint8_t(c)); })));
    return bytes;
}

class FakeDecoder : public Decoder {
  public:
    FakeDecoder() { pending_.reserve(4 * kFakeSize); }
    void push(const Arrival& arrival, DecoderListener& listener) override {
        for (const std::byte byte : arrival.bytes) {
            pending_.push_back(char(byte));
            while (!pending_.empty() && pending_[0] != '\xA5') {
                pending_.erase(0, 1);
                ++counts_.skipped_bytes;
            }
            if (pending_.size() == kFakeSize) take(arrival.time, listener);
        }
    }
    void restart() override { pending_.clear(); }
    [[nodiscard]] DeviceClock clock() const override {
        return {.tick_bits = 32, .tick = std::chrono::microseconds(1), .count_bits = 16};
    }
    [[nodiscard]] const DecoderCounts& counts() const override { return counts_; }

  private:
    [[nodiscard]] std::uint64_t number(std::size_t offset, std::size_t size) const {
        std::uint64_t out = 0;
        for (std::size_t i = 0; i < size; ++i)
            out |= std::uint64_t(std::uint8_t(pending_[offset + i])) << (8U * i);
        return out;
    }
    void take(ArrivalTime time, DecoderListener& listener) {
        const auto value = std::int16_t(number(7, 2));
        if (fake_bytes(number(1, 4), number(5, 2), value) != pending_) {
            ++counts_.damaged_packets;
            pending_.erase(0, 1);
            return;
        }
        ++counts_.packets;
        listener.on_sample(
            {.arrival = time,
             .ticks = number(1, 4),
             .count = number(5, 2),
             .specific_force = Vec3<AccelerationUnit, Sensor>::of_si(double(value) * 1e-3, 0.0, 9.8)});
        pending_.clear();
    }

    std::string pending_;
    DecoderCounts counts_;
};

}  // namespace sacrum::firmware_bridge::tests
