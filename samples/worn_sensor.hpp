// The synthetic runner's sensor, reading after reading: the motion of the place it sits on, then its faults.
// Holds the person's steps but no readings, so a day of them needs little memory.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "domain/mounting.hpp"
#include "domain/result.hpp"
#include "samples/sensor_model.hpp"
#include "samples/synthetic_runner.hpp"
#include "samples/trajectory.hpp"

namespace sacrum::samples {

class WornSensor {
  public:
    // Fails with a sentence when a parameter is outside what a person or a sensor can be.
    static Result<WornSensor> create(const RunnerParams& runner, const SensorParams& sensor);
    WornSensor(WornSensor&& other) noexcept;
    WornSensor& operator=(WornSensor&& other) noexcept;
    ~WornSensor();

    struct Timed {
        double time_s = 0.0;  // on the sensor's clock
        SensorModel::Reading reading;
        bool is_lost = false;  // never of the first and the last
    };
    // Empty at the end of the recording.
    std::optional<Timed> next();

    [[nodiscard]] std::int64_t count() const;  // of readings in all
    [[nodiscard]] const Trajectory& trajectory() const;
    [[nodiscard]] double stretch() const;  // true seconds in a second of the sensor
    [[nodiscard]] const DeclaredMounting& declared_mounting() const;
    [[nodiscard]] const Rotation<Pelvis, Sensor>& true_mounting() const;

  private:
    struct State;
    explicit WornSensor(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace sacrum::samples
