// What must hold of the sacrum decoder for any bytes. Empty when all holds.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "firmware_bridge/protocol/sacrum_frames.hpp"
#include "firmware_bridge/protocol/sacrum_frames_encode.hpp"
#include "proto/wire.pb.h"

namespace sacrum::firmware_bridge {

struct HeardOfFrames : DecoderListener {
    void on_sample(const DeviceSample& sample) override { samples.push_back(sample); }
    void on_description(const DeviceDescription& description) override {
        descriptions.push_back(description);
    }
    void on_battery(const Battery& battery) override { batteries.push_back(battery); }

    std::vector<DeviceSample> samples;
    std::vector<DeviceDescription> descriptions;
    std::vector<Battery> batteries;
    DecoderCounts counts;
};

inline HeardOfFrames heard_of(std::span<const std::byte> bytes, std::size_t piece) {
    HeardOfFrames heard;
    const auto decoder = make_sacrum_decoder();
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        decoder->push({.bytes = bytes.subspan(at, std::min(piece, bytes.size() - at))}, heard);
    }
    heard.counts = decoder->counts();
    return heard;
}

inline bool same(const HeardOfFrames& a, const HeardOfFrames& b) {
    const auto same_sample = [](const DeviceSample& x, const DeviceSample& y) {
        return x.ticks == y.ticks && x.count == y.count && x.specific_force == y.specific_force &&
               x.angular_rate == y.angular_rate && x.is_clipped == y.is_clipped;
    };
    return std::equal(a.samples.begin(), a.samples.end(), b.samples.begin(), b.samples.end(), same_sample) &&
           a.descriptions == b.descriptions && a.batteries.size() == b.batteries.size() &&
           a.counts.packets == b.counts.packets && a.counts.damaged_packets == b.counts.damaged_packets &&
           a.counts.skipped_bytes == b.counts.skipped_bytes;
}

inline std::string fault_in(const HeardOfFrames& heard, std::size_t size) {
    for (const DeviceSample& sample : heard.samples) {
        if (!sample.specific_force.si().allFinite() || !sample.angular_rate.si().allFinite()) {
            return "a reading is not finite";
        }
        if (!sample.ticks || !sample.count || *sample.ticks >> 32U != 0 || *sample.count >> 32U != 0) {
            return "a tick or a count has more bits than the clock says";
        }
    }
    for (const DeviceDescription& description : heard.descriptions) {
        if (!description.rate || !(description.rate->si() > 0.0)) return "a rate is no rate";
    }
    for (const Battery& battery : heard.batteries) {
        if (!(battery.fraction >= 0.0 && battery.fraction <= 1.0)) return "a battery is more than full";
    }
    const DecoderCounts& counts = heard.counts;
    if (counts.skipped_bytes < 0 || counts.skipped_bytes > std::int64_t(size)) return "bytes are miscounted";
    if (counts.damaged_packets > counts.skipped_bytes) return "a damaged packet without a byte";
    if (std::int64_t(heard.samples.size()) > 16 * counts.packets) return "more samples than packets can hold";
    return {};
}

// The bytes as a stream from the wire.
inline std::string try_stream(std::span<const std::byte> bytes) {
    const HeardOfFrames whole = heard_of(bytes, bytes.size() + 1);
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{20}}) {
        if (!same(whole, heard_of(bytes, piece))) return "it matters how the stream is cut";
    }
    return fault_in(whole, bytes.size());
}

// What was heard of one message, as a message again. What a listener is not told comes from the message
// itself.
inline wire::DeviceMessage encoded(const HeardOfFrames& heard, const wire::DeviceMessage& message) {
    wire::DeviceMessage again;
    again.set_sequence(message.sequence());
    if (!heard.samples.empty()) {
        const DeviceSample& first = heard.samples.front();
        wire::Samples& samples = *again.mutable_samples();
        samples.set_first_tick_us(std::uint32_t(*first.ticks));
        samples.set_first_sample(std::uint32_t(*first.count));
        samples.set_period_us(message.samples().period_us());
        if (heard.samples.size() > 1) {
            samples.set_period_us(std::uint32_t(*heard.samples[1].ticks - *first.ticks));
        }
        samples.set_accelerometer_range_g(message.samples().accelerometer_range_g());
        samples.set_gyroscope_range_deg_per_s(message.samples().gyroscope_range_deg_per_s());
        std::uint32_t clipped = 0;
        for (std::size_t i = 0; i < heard.samples.size(); ++i) {
            const DeviceSample& sample = heard.samples[i];
            if (sample.is_clipped) clipped |= std::uint32_t{1} << i;
            for (int axis = 0; axis < 6; ++axis) {
                const double share =
                    axis < 3 ? in_g(Acceleration::of_si(sample.specific_force.si()[axis])) /
                                   samples.accelerometer_range_g()
                             : in_degrees_per_second(AngularRate::of_si(sample.angular_rate.si()[axis - 3])) /
                                   samples.gyroscope_range_deg_per_s();
                const auto steps = std::uint16_t(std::lround(32768.0 * share));
                samples.mutable_readings()->push_back(char(steps & 0xFFU));
                samples.mutable_readings()->push_back(char(steps >> 8U));
            }
        }
        samples.set_clipped(clipped);
    }
    for (const DeviceDescription& heard_description : heard.descriptions) {
        wire::Description& description = *again.mutable_description();
        description.set_model(heard_description.model);
        description.set_serial_number(heard_description.serial_number);
        description.set_firmware(heard_description.firmware);
        description.set_mounting(heard_description.mounting);
        description.set_nominal_period_us(std::uint32_t(std::lround(1e6 / heard_description.rate->si())));
        description.set_accelerometer_range_g(
            std::uint32_t(std::lround(in_g(*heard_description.accelerometer_range))));
        description.set_gyroscope_range_deg_per_s(
            std::uint32_t(std::lround(in_degrees_per_second(*heard_description.gyroscope_range))));
    }
    for (const Battery& battery : heard.batteries) {
        again.mutable_status()->set_battery_percent(std::uint32_t(std::lround(100.0 * battery.fraction)));
        again.mutable_status()->set_is_charging(battery.is_charging);
    }
    return again;
}

// The bytes as a message in a right frame: the check does not stand between the fuzzer and the content.
inline std::string try_message(std::span<const std::byte> bytes) {
    if (bytes.empty() || bytes.size() > kLongestSacrumMessage) return {};
    const std::vector<std::byte> frame = sacrum_frame(bytes);
    if (std::string fault = try_stream(frame); !fault.empty()) return fault;
    const HeardOfFrames heard = heard_of(frame, frame.size());
    wire::DeviceMessage message;
    const bool parses = message.ParseFromArray(bytes.data(), int(bytes.size()));
    if (heard.counts.packets == 0) return {};
    if (!parses) return "protobuf refuses what the decoder accepts";
    message.DiscardUnknownFields();
    if (encoded(heard, message).SerializeAsString() != message.SerializeAsString()) {
        return "encoding what was decoded gives another message";
    }
    return {};
}

// The first byte of a fuzz input chooses what the rest is.
inline std::string try_sacrum_frames(std::span<const std::byte> bytes) {
    if (bytes.empty()) return {};
    const bool is_message = (bytes.front() & std::byte{1}) != std::byte{0};
    return is_message ? try_message(bytes.subspan(1)) : try_stream(bytes.subspan(1));
}

}  // namespace sacrum::firmware_bridge
