// What a decoder said to given bytes, and the trials that every decoder of a byte stream must stand.
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <random>

#include "firmware_bridge/protocol/decoder.hpp"
#include "tests/firmware_bridge/protocol/foreign_messages.hpp"

namespace sacrum::firmware_bridge::tests {

class Heard final : public DecoderListener {
  public:
    void on_sample(const DeviceSample& sample) override {
        if (keeps) samples.push_back(sample);
    }
    void on_description(const DeviceDescription& description) override {
        if (keeps) descriptions.push_back(description);
    }
    void on_battery(const Battery& battery) override {
        if (keeps) batteries.push_back(battery);
    }

    bool keeps = true;
    std::vector<DeviceSample> samples;
    std::vector<DeviceDescription> descriptions;
    std::vector<Battery> batteries;
};

// The same reading, wherever its bytes arrived.
inline bool is_same_reading(const DeviceSample& a, const DeviceSample& b) {
    const bool is_same_field = a.magnetic_field.has_value() == b.magnetic_field.has_value() &&
                               (!a.magnetic_field || *a.magnetic_field == *b.magnetic_field);
    return a.ticks == b.ticks && a.count == b.count && a.specific_force == b.specific_force &&
           a.angular_rate == b.angular_rate && is_same_field && a.is_clipped == b.is_clipped;
}
inline bool are_same_readings(const std::vector<DeviceSample>& a, const std::vector<DeviceSample>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), is_same_reading);
}

inline ArrivalTime arrival_ms(std::int64_t ms) { return std::chrono::milliseconds(ms); }

inline Heard hear(Decoder& decoder, std::span<const std::byte> bytes, std::size_t chunk = 1'000'000,
                  std::uint16_t channel = 0) {
    Heard heard;
    std::int64_t ms = 0;
    for (; !bytes.empty(); bytes = bytes.subspan(std::min(chunk, bytes.size())))
        decoder.push({arrival_ms(ms++), channel, bytes.first(std::min(chunk, bytes.size()))}, heard);
    return heard;
}

// Readings that differ from each other, on the grid of 16-bit integers (±16 g, ±2000 deg/s).
inline std::vector<DeviceSample> made_up_samples(std::size_t count, std::uint32_t seed = 7) {
    std::mt19937 random(seed);
    std::vector<DeviceSample> samples;
    const auto step = [&] { return double(std::int32_t(random() % 60001) - 30000); };
    for (std::size_t i = 0; i < count; ++i) {
        samples.push_back(
            {.ticks = 4'290'000'000 + 10'000 * i,
             .specific_force = Vec3<AccelerationUnit, Sensor>::of_si(Eigen::Vector3d(step(), step(), step()) *
                                                                     (16.0 * kStandardGravity / 32768.0)),
             .angular_rate = Vec3<AngularRateUnit, Sensor>::of_si(Eigen::Vector3d(step(), step(), step()) *
                                                                  (radians_from_degrees(2000.0) / 32768.0))});
    }
    return samples;
}

using MakeDecoder = std::function<std::unique_ptr<Decoder>()>;

// Flips every bit with a probability. Returns how many undamaged messages were not decoded, as the decoder
// said them without damage.
inline std::size_t lost_of_undamaged(const MakeDecoder& make, const Message& prelude,
                                     const std::vector<Message>& messages, double flips, bool are_arrivals,
                                     std::size_t& undamaged) {
    std::mt19937 random(42);
    std::bernoulli_distribution flip(flips);
    const auto clean = make();
    const auto noisy = make();
    Heard truth;
    Heard heard;
    clean->push({{}, 0, prelude}, truth);
    noisy->push({{}, 0, prelude}, heard);
    std::vector<DeviceSample> expected;
    for (const Message& message : messages) {
        const std::size_t before = truth.samples.size();
        clean->push({{}, 0, message}, truth);
        Message damaged = message;
        for (std::byte& byte : damaged) {
            for (unsigned bit = 0; bit < 8; ++bit) {
                if (flip(random)) byte ^= std::byte(1U << bit);
            }
        }
        if (damaged == message && truth.samples.size() > before) expected.push_back(truth.samples.back());
        if (are_arrivals) {
            noisy->push({{}, 0, damaged}, heard);
        } else {
            const std::size_t cut = random() % damaged.size();
            const std::span<const std::byte> bytes(damaged);
            noisy->push({{}, 0, bytes.first(cut)}, heard);
            noisy->push({{}, 0, bytes.subspan(cut)}, heard);
        }
    }
    undamaged = expected.size();
    std::size_t lost = 0;
    auto next = heard.samples.begin();
    for (const DeviceSample& sample : expected) {
        const auto found = std::find_if(next, heard.samples.end(), [&](const DeviceSample& other) {
            return is_same_reading(sample, other);
        });
        if (found == heard.samples.end()) {
            ++lost;
        } else {
            next = found + 1;
        }
    }
    return lost;
}

}  // namespace sacrum::firmware_bridge::tests
