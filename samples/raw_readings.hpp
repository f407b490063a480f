// The synthetic runner as the registers of a sensor show it: int16 over the range, at the device's own times,
// one reading after the other.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "domain/result.hpp"
#include "samples/worn_sensor.hpp"

namespace sacrum::samples {

struct RawReading {
    Duration device_time{};              // since the session began, on the device's clock
    std::array<std::int16_t, 6> axes{};  // accelerometer x y z, gyroscope x y z
    std::uint32_t missed_before = 0;     // readings the sensor lost just before this one
};

class RawReadings {
  public:
    // Fails as WornSensor does, or where a range is not a whole number that the protocol can say.
    static Result<RawReadings> create(const RunnerParams& runner, SensorParams sensor);
    // Empty at the end.
    std::optional<RawReading> next();

    [[nodiscard]] std::uint32_t period_us() const;
    [[nodiscard]] std::uint16_t accelerometer_range_g() const;
    [[nodiscard]] std::uint16_t gyroscope_range_deg_per_s() const;

  private:
    RawReadings(WornSensor worn, const SensorParams& sensor) : worn_(std::move(worn)), sensor_(sensor) {}

    WornSensor worn_;
    SensorParams sensor_;
    std::uint32_t missed_ = 0;
};

}  // namespace sacrum::samples
