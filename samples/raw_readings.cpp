#include "samples/raw_readings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "domain/quantity.hpp"

namespace sacrum::samples {
namespace {

constexpr double kUsualAccelerometerRange = 16.0;  // g
constexpr double kUsualGyroscopeRange = 2000.0;    // deg/s

std::int16_t steps_of(double reading, double range) {
    return std::int16_t(std::clamp(std::round(reading / range * 32768.0), -32768.0, 32767.0));
}

}  // namespace

Result<RawReadings> RawReadings::create(const RunnerParams& runner, SensorParams sensor) {
    if (sensor.accelerometer_range_g <= 0.0) sensor.accelerometer_range_g = kUsualAccelerometerRange;
    if (sensor.gyroscope_range_deg_per_s <= 0.0) sensor.gyroscope_range_deg_per_s = kUsualGyroscopeRange;
    for (const double range : {sensor.accelerometer_range_g, sensor.gyroscope_range_deg_per_s}) {
        if (!(range >= 1.0 && range <= 65535.0 && range == std::round(range))) {
            return fail(
                ErrorKind::usage,
                fmt::format("range {}: a device says its range as a whole number, 1 to 65535", range));
        }
    }
    auto worn = WornSensor::create(runner, sensor);
    if (!worn) return tl::unexpected(worn.error());
    return RawReadings(std::move(*worn), sensor);
}

std::optional<RawReading> RawReadings::next() {
    auto timed = worn_.next();
    for (; timed && timed->is_lost; timed = worn_.next()) ++missed_;
    if (!timed) return std::nullopt;
    RawReading raw{.device_time = duration_from_seconds(timed->time_s),
                   .missed_before = std::exchange(missed_, 0U)};
    const double largest_force = sensor_.accelerometer_range_g * kStandardGravity;
    const double largest_rate = radians_from_degrees(sensor_.gyroscope_range_deg_per_s);
    for (int axis = 0; axis < 3; ++axis) {
        raw.axes[std::size_t(axis)] = steps_of(timed->reading.specific_force[axis], largest_force);
        raw.axes[std::size_t(axis) + 3] = steps_of(timed->reading.angular_rate[axis], largest_rate);
    }
    return raw;
}

std::uint32_t RawReadings::period_us() const { return std::uint32_t(std::lround(1e6 / sensor_.rate.si())); }
std::uint16_t RawReadings::accelerometer_range_g() const {
    return std::uint16_t(sensor_.accelerometer_range_g);
}
std::uint16_t RawReadings::gyroscope_range_deg_per_s() const {
    return std::uint16_t(sensor_.gyroscope_range_deg_per_s);
}

}  // namespace sacrum::samples
