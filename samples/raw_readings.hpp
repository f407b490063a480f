// The synthetic runner as the registers of a sensor show it: int16 over the range, at the device's own times.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "domain/result.hpp"
#include "samples/simulated_device.hpp"

namespace sacrum::samples {

struct RawReading {
    Duration device_time{};              // since the session began, on the device's clock
    std::array<std::int16_t, 6> axes{};  // accelerometer x y z, gyroscope x y z
    std::uint32_t missed_before = 0;     // readings the sensor lost just before this one
};

struct RawReadings {
    std::vector<RawReading> readings;
    std::uint32_t period_us = 0;
    std::uint16_t accelerometer_range_g = 0;
    std::uint16_t gyroscope_range_deg_per_s = 0;
};

// Fails as simulate() does, or where a range is not a whole number that the protocol can say.
Result<RawReadings> raw_readings(const RunnerParams& runner, SensorParams sensor);

}  // namespace sacrum::samples
