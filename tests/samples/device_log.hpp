// What came from a simulated device, and what a decoder makes of it.
#pragma once

#include <catch2/catch.hpp>

#include "samples/simulated_device.hpp"
#include "tests/firmware_bridge/firmware/firmware_device.hpp"

namespace sacrum::tests {

struct DeviceLog {
    std::vector<samples::DeviceEvent> events;
    Heard heard;
    firmware_bridge::DecoderCounts counts;
};

inline samples::SimulatedDeviceParams short_run(int seconds = 12) {
    samples::SimulatedDeviceParams params;
    params.runner.duration = std::chrono::seconds(seconds);
    params.runner.standing_before = std::chrono::seconds(2);
    params.sensor.lost_fraction = 0.0;
    return params;
}

// Hears the device to its end; `answer` may talk back on each event.
template <class Answer>
DeviceLog log_of(const samples::SimulatedDeviceParams& params, Answer answer) {
    auto device = samples::SimulatedDevice::create(params);
    REQUIRE(device);
    DeviceLog log;
    const auto decoder = firmware_bridge::make_sacrum_decoder();
    while (auto event = device->next()) {
        if (event->kind == samples::DeviceEvent::Kind::link_lost) decoder->restart();
        decoder->push({.time = event->time, .bytes = event->bytes}, log.heard);
        log.events.push_back(*event);
        answer(*device, log);
    }
    log.counts = decoder->counts();
    return log;
}

inline DeviceLog log_of(const samples::SimulatedDeviceParams& params) {
    return log_of(params, [](samples::SimulatedDevice&, const DeviceLog&) {});
}

// Samples that a hole in the counts says were lost.
inline std::uint64_t lost_samples(const DeviceLog& log) {
    std::uint64_t lost = 0;
    for (std::size_t i = 1; i < log.heard.samples.size(); ++i) {
        lost += *log.heard.samples[i].count - *log.heard.samples[i - 1].count - 1;
    }
    return lost;
}

}  // namespace sacrum::tests
