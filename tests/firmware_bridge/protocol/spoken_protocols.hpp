// Every protocol the bridge knows, as a device that speaks it for a while.
#pragma once

#include <string>
#include <vector>

#include "firmware_bridge/protocol/csv_lines.hpp"
#include "firmware_bridge/protocol/movella_dot.hpp"
#include "firmware_bridge/protocol/wit_motion.hpp"
#include "firmware_bridge/protocol/x_imu3.hpp"
#include "tests/firmware_bridge/firmware/firmware_device.hpp"
#include "tests/firmware_bridge/protocol/decoded.hpp"

namespace sacrum::firmware_bridge::tests {

struct SpokenProtocol {
    std::string name;
    std::string detected_as;  // by make_decoder("auto")
    MakeDecoder make;
    Message prelude{};  // said once, before all
    std::vector<Message> messages{};
    Duration interval{};           // between messages
    int samples = 1;               // in a message
    std::uint16_t channel = 0;     // of its messages
    bool keeps_messages = false;   // they are notifications
    bool has_check = false;        // a check sum: what is not as it was sent is refused
    bool marks_beginning = false;  // a message is known by its beginning, wherever the one before it was cut
    std::size_t lost_after_faults = 0;  // whole messages, at most, before the stream is followed again
};

inline constexpr Duration kSampleInterval = std::chrono::milliseconds(5);

inline SpokenProtocol spoken_sacrum(std::size_t messages) {
    constexpr std::uint8_t kSamples = 4;
    sacrum::tests::FirmwareDevice device(244, kSamples);
    sacrum_device_connected(&device.device);
    SpokenProtocol protocol{.name = "sacrum",
                            .detected_as = "sacrum",
                            .make = make_sacrum_decoder,
                            .prelude = device.take(),
                            .interval = kSamples * kSampleInterval,
                            .samples = kSamples,
                            .has_check = true,
                            .marks_beginning = true};
    samples::Random random(3, 22);
    for (std::uint32_t i = 0; i < messages * kSamples; ++i) {
        sacrum::tests::Reading reading{};
        for (std::int16_t& value : reading.values) value = std::int16_t(random.uniform(-32768.0, 32767.0));
        // Wraps on the way.
        device.push(0xFFFF0000U + i * 5000U, reading);
    }
    protocol.messages = sacrum::tests::frames_of(device.take());
    return protocol;
}

// Readings `kSampleInterval` apart whose ticks, of that length, wrap at 32 bits where the device's do.
inline std::vector<DeviceSample> spoken_samples(std::size_t count, std::uint64_t first, Duration tick,
                                                int bits = 64) {
    std::vector<DeviceSample> samples = made_up_samples(count);
    for (std::size_t i = 0; i < count; ++i) {
        samples[i].ticks = first + i * std::uint64_t(kSampleInterval / tick);
        if (bits < 64) *samples[i].ticks &= (std::uint64_t{1} << unsigned(bits)) - 1;
    }
    return samples;
}

template <class Encode>
std::vector<Message> written(const std::vector<DeviceSample>& samples, Encode encode) {
    std::vector<Message> messages;
    messages.reserve(samples.size());
    for (const DeviceSample& sample : samples) messages.push_back(encode(sample));
    return messages;
}

inline constexpr const char* kCountedHeader =
    "counter,ax (m/s2),ay (m/s2),az (m/s2),gx (rad/s),gy (rad/s),gz (rad/s)\n";

inline std::vector<SpokenProtocol> spoken_protocols(std::size_t count) {
    using namespace std::chrono_literals;
    const auto us = spoken_samples(count, 1'000'000, 1us);
    const auto wrapping = spoken_samples(count, 0xFFFF0000U, 1us, 32);
    const auto ns = spoken_samples(count, 1'000'000'000, 1ns);
    const auto counted = spoken_samples(count, 1'000, kSampleInterval);
    const auto csv = [] { return make_csv_line_decoder(); };
    return {
        spoken_sacrum(count),
        {.name = "movella-dot",
         .detected_as = "movella-dot",
         .make = make_movella_dot_decoder,
         .messages = written(wrapping, dot_custom_5),
         .interval = kSampleInterval,
         .channel = movella_dot::kLongPayload,
         .keeps_messages = true,
         .marks_beginning = true},
        {.name = "x-imu3 in ASCII",
         .detected_as = "x-imu3",
         .make = make_x_imu3_decoder,
         .messages = written(us, x_imu3_ascii),
         .interval = kSampleInterval,
         .marks_beginning = true},
        {.name = "x-imu3 in binary",
         .detected_as = "x-imu3",
         .make = make_x_imu3_decoder,
         .messages = written(us, x_imu3_binary),
         .interval = kSampleInterval,
         .marks_beginning = true},
        {.name = "witmotion",
         .detected_as = "witmotion",
         .make = make_wit_motion_decoder,
         .messages = written(us, wit_motion),
         .interval = kSampleInterval,
         .lost_after_faults = 2},
        {.name = "lines with a time",
         .detected_as = "csv",
         .make = csv,
         .prelude = bytes_of(kCsvHeader),
         .messages = written(ns, csv_line),
         .interval = kSampleInterval,
         .lost_after_faults = 1},
        {.name = "lines with a counter",
         .detected_as = "csv",
         .make = csv,
         .prelude = bytes_of(kCountedHeader),
         .messages = written(counted, csv_line),
         .interval = kSampleInterval,
         .lost_after_faults = 1},
    };
}

}  // namespace sacrum::firmware_bridge::tests
