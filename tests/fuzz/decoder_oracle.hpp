// What must hold for every decoder whatever the bytes: how a stream is cut does not matter, the counts add
// up, and a reading that is written out again is read as the same. Empty when all holds.
#pragma once

#include <cmath>
#include <string>

#include "tests/firmware_bridge/protocol/decoded.hpp"

namespace sacrum::firmware_bridge::tests {

inline bool are_same_counts(const DecoderCounts& a, const DecoderCounts& b) {
    return a.packets == b.packets && a.damaged_packets == b.damaged_packets &&
           a.skipped_bytes == b.skipped_bytes;
}

inline std::string fault_in(const Heard& heard, const DecoderCounts& counts, std::size_t bytes) {
    if (counts.skipped_bytes < 0 || counts.skipped_bytes > std::int64_t(bytes)) return "bytes are miscounted";
    if (counts.damaged_packets < 0) return "damage is miscounted";
    if (counts.packets < std::int64_t(heard.samples.size() + heard.batteries.size()))
        return "packets are miscounted";
    for (const DeviceSample& sample : heard.samples) {
        if (!sample.specific_force.si().allFinite() || !sample.angular_rate.si().allFinite())
            return "a value is not finite";
    }
    for (const Battery& battery : heard.batteries) {
        if (!(battery.fraction >= 0.0 && battery.fraction <= 1.0)) return "a battery is fuller than full";
    }
    return {};
}

// Cut at the places that the bytes themselves choose.
inline std::string try_stream(const MakeDecoder& make, std::span<const std::byte> bytes) {
    const auto whole = make();
    const Heard expected = hear(*whole, bytes);
    if (std::string fault = fault_in(expected, whole->counts(), bytes.size()); !fault.empty()) return fault;
    const std::size_t chosen = bytes.empty() ? 1 : 1 + std::to_integer<std::size_t>(bytes.front()) % 61;
    for (const std::size_t chunk : {std::size_t{1}, chosen}) {
        const auto cut = make();
        const Heard heard = hear(*cut, bytes, chunk);
        if (!are_same_readings(heard.samples, expected.samples)) return "cutting changes the samples";
        if (!are_same_counts(cut->counts(), whole->counts())) return "cutting changes the counts";
    }
    return {};
}

// Writes each reading out and reads it back. `is_near_enough` compares.
template <class Encode, class Compare>
std::string try_round_trip(const MakeDecoder& make, const Message& prelude,
                           const std::vector<DeviceSample>& samples, Encode encode, Compare is_near_enough) {
    const auto decoder = make();
    Heard again;
    decoder->push({{}, 0, prelude}, again);
    for (const DeviceSample& sample : samples) {
        again.samples.clear();
        decoder->push({{}, 0, encode(sample)}, again);
        if (again.samples.size() != 1) return "a reading that was written out is not read";
        if (!is_near_enough(sample, again.samples[0])) return "a reading that was written out is another";
    }
    return {};
}

}  // namespace sacrum::firmware_bridge::tests
