// An AX6 file as the device writes it, from any readings.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include "domain/recording.hpp"
#include "tests/firmware_bridge/import/formats/run_file.hpp"

namespace sacrum::tests {

struct CwaFile {
    double true_rate_hz = 100.0;    // what the sensor does; it was set to 100 Hz
    double seconds_since_2000 = 0;  // of the first sample, beyond 2024-05-01 10:00:00
    unsigned axes = 6;
};

inline std::uint32_t cwa_time(std::int64_t second) {
    const auto minute = second / 60, hour = minute / 60;
    return std::uint32_t(24U << 26U | 5U << 22U | 1U << 17U | std::uint32_t(10 + hour) << 12U |
                         std::uint32_t(minute % 60) << 6U | std::uint32_t(second % 60));
}

inline void seal(std::string& block) {
    std::uint16_t sum = 0;
    for (std::size_t i = 0; i < 510; i += 2)
        sum = std::uint16_t(sum + std::uint16_t(std::uint8_t(block[i]) | std::uint8_t(block[i + 1]) << 8));
    block.resize(510);
    put<std::uint16_t>(block, std::uint16_t(0 - sum));
}

// Samples as they follow each other; a lost one of the original repeats its neighbour, for an AX6 loses none.
inline std::string cwa_of(std::span<const ImuSample> samples, const CwaFile& how = {}) {
    std::string file = "MD";
    put<std::uint16_t>(file, 1020);
    put<std::uint8_t>(file, 0x64);
    file.resize(1024);
    const std::size_t per_block = 480 / (2 * how.axes);
    const double first_s = how.seconds_since_2000;
    std::uint32_t sequence = 0;
    for (std::size_t from = 0; from + per_block <= samples.size(); from += per_block, ++sequence) {
        // The device stamps a block when it is full, with the time of some sample in it.
        const std::size_t stamped = per_block / 2;
        const double time = first_s + double(from + stamped) / how.true_rate_hz;
        const auto second = std::int64_t(std::floor(time));
        const double fraction = time - double(second);
        std::string block = "AX";
        put<std::uint16_t>(block, 508);
        const auto code = std::uint16_t(std::llround(fraction * 32768.0) & 0x7FFF);
        put<std::uint16_t>(block, std::uint16_t(0x8000U | code));
        put<std::uint32_t>(block, 77);
        put<std::uint32_t>(block, sequence);
        put<std::uint32_t>(block, cwa_time(second));
        put<std::uint16_t>(block, std::uint16_t(3U << 13U | 2U << 10U));  // 1/2048 g, 2000 deg/s
        block.resize(24);
        put<std::uint8_t>(block, 0x4A);  // 100 Hz, 8 g
        put<std::uint8_t>(block, std::uint8_t(how.axes << 4U | 2U));
        put<std::int16_t>(block,
                          std::int16_t(int(stamped) - int(std::floor(double(code) / 32768.0 * 100.0))));
        put<std::uint16_t>(block, std::uint16_t(per_block));
        for (std::size_t i = from; i < from + per_block; ++i) {
            const auto count = [&](double reading) {
                put<std::int16_t>(block, std::int16_t(std::clamp(std::round(reading), -32768.0, 32767.0)));
            };
            if (how.axes == 6) {
                for (int axis = 0; axis < 3; ++axis)
                    count(samples[i].angular_rate.si()[axis] * kDegreesPerRadian / 2000.0 * 32768.0);
            }
            for (int axis = 0; axis < 3; ++axis)
                count(samples[i].specific_force.si()[axis] / kStandardGravity * 2048.0);
        }
        block.resize(510);
        seal(block);
        file += block;
    }
    return file;
}

}  // namespace sacrum::tests
