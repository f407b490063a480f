// The C library as a device on a desk: what it sends is kept in the pieces it was sent in.
#pragma once

#include <catch2/catch.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "firmware_bridge/firmware/sacrum_device.h"
#include "firmware_bridge/protocol/decoder.hpp"
#include "firmware_bridge/protocol/sacrum_frames.hpp"

namespace sacrum::tests {

using Bytes = std::vector<std::byte>;

struct Reading {
    std::int16_t values[6];
};

class FirmwareDevice {
  public:
    explicit FirmwareDevice(std::uint16_t notification_bytes = 244, std::uint8_t samples_per_packet = 0,
                            std::uint32_t period_us = 5000) {
        config = {.model = "sacrum one",
                  .serial_number = "A-0042",
                  .firmware = "1.2.3",
                  .mounting = "up=+x,left=+y",
                  .nominal_period_us = period_us,
                  .accelerometer_range_g = 16,
                  .gyroscope_range_deg_per_s = 2000,
                  .notification_bytes = notification_bytes,
                  .samples_per_packet = samples_per_packet,
                  .send = &FirmwareDevice::keep,
                  .link = this};
        REQUIRE(sacrum_device_init(&device, &config));
    }
    FirmwareDevice(const FirmwareDevice&) = delete;
    FirmwareDevice& operator=(const FirmwareDevice&) = delete;

    void receive(std::span<const std::byte> bytes) {
        sacrum_device_receive(&device, reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    }
    void push(std::uint32_t tick_us, const Reading& reading) {
        sacrum_device_push(&device, tick_us, reading.values);
    }
    // Everything sent so far, and forgotten.
    Bytes take() {
        Bytes all;
        for (const Bytes& piece : pieces) all.insert(all.end(), piece.begin(), piece.end());
        pieces.clear();
        return all;
    }

    sacrum_config config{};
    sacrum_device device{};
    std::vector<Bytes> pieces;

  private:
    static void keep(void* self, const std::uint8_t* bytes, std::size_t count) {
        const auto* begin = reinterpret_cast<const std::byte*>(bytes);
        static_cast<FirmwareDevice*>(self)->pieces.emplace_back(begin, begin + count);
    }
};

struct Heard : firmware_bridge::DecoderListener {
    void on_sample(const firmware_bridge::DeviceSample& sample) override { samples.push_back(sample); }
    void on_description(const firmware_bridge::DeviceDescription& description) override {
        descriptions.push_back(description);
    }
    void on_battery(const firmware_bridge::Battery& battery) override { batteries.push_back(battery); }

    std::vector<firmware_bridge::DeviceSample> samples;
    std::vector<firmware_bridge::DeviceDescription> descriptions;
    std::vector<firmware_bridge::Battery> batteries;
};

// What a decoder says of the bytes, given in one piece.
inline Heard decoded(std::span<const std::byte> bytes, firmware_bridge::DecoderCounts* counts = nullptr) {
    Heard heard;
    const auto decoder = firmware_bridge::make_sacrum_decoder();
    decoder->push({.bytes = bytes}, heard);
    if (counts != nullptr) *counts = decoder->counts();
    return heard;
}

// The frames of a stream, each with its zeros.
inline std::vector<Bytes> frames_of(const Bytes& stream) {
    std::vector<Bytes> frames;
    for (std::size_t at = 0; at < stream.size();) {
        std::size_t end = at + 1;
        while (stream.at(end) != std::byte{0}) ++end;
        frames.emplace_back(stream.begin() + std::ptrdiff_t(at), stream.begin() + std::ptrdiff_t(end) + 1);
        at = end + 1;
    }
    return frames;
}

}  // namespace sacrum::tests
