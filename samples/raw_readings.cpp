#include "samples/raw_readings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "samples/simulate.hpp"

namespace sacrum::samples {
namespace {

constexpr double kUsualAccelerometerRange = 16.0;  // g
constexpr double kUsualGyroscopeRange = 2000.0;    // deg/s

std::int16_t steps_of(double reading, double range) {
    return std::int16_t(std::clamp(std::round(reading / range * 32768.0), -32768.0, 32767.0));
}

}  // namespace

Result<RawReadings> raw_readings(const RunnerParams& runner, SensorParams sensor) {
    if (sensor.accelerometer_range_g <= 0.0) sensor.accelerometer_range_g = kUsualAccelerometerRange;
    if (sensor.gyroscope_range_deg_per_s <= 0.0) sensor.gyroscope_range_deg_per_s = kUsualGyroscopeRange;
    for (const double range : {sensor.accelerometer_range_g, sensor.gyroscope_range_deg_per_s}) {
        if (!(range >= 1.0 && range <= 65535.0 && range == std::round(range))) {
            return fail(
                ErrorKind::usage,
                fmt::format("range {}: a device says its range as a whole number, 1 to 65535", range));
        }
    }
    const auto simulation = simulate(runner, sensor);
    if (!simulation) return tl::unexpected(simulation.error());

    RawReadings raw;
    raw.period_us = std::uint32_t(std::lround(1e6 / sensor.rate.si()));
    raw.accelerometer_range_g = std::uint16_t(sensor.accelerometer_range_g);
    raw.gyroscope_range_deg_per_s = std::uint16_t(sensor.gyroscope_range_deg_per_s);
    const double largest_force = sensor.accelerometer_range_g * kStandardGravity;
    const double largest_rate = radians_from_degrees(sensor.gyroscope_range_deg_per_s);
    raw.readings.reserve(simulation->recording.samples.size());
    std::int64_t next = 0;  // sample of the sensor
    for (const ImuSample& sample : simulation->recording.samples) {
        const std::int64_t number = std::llround(in_seconds(sample.time) * sensor.rate.si());
        RawReading reading{.device_time = sample.time.time_since_epoch(),
                           .missed_before = std::uint32_t(number - next)};
        for (int axis = 0; axis < 3; ++axis) {
            reading.axes[std::size_t(axis)] = steps_of(sample.specific_force.si()[axis], largest_force);
            reading.axes[std::size_t(axis) + 3] = steps_of(sample.angular_rate.si()[axis], largest_rate);
        }
        raw.readings.push_back(reading);
        next = number + 1;
    }
    return raw;
}

}  // namespace sacrum::samples
