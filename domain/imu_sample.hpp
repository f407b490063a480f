// One reading of the sensor, in its own axes.
#pragma once

#include <optional>

#include "domain/frame.hpp"
#include "domain/time.hpp"

namespace sacrum {

struct ImuSample {
    SessionTime time{};
    Vec3<AccelerationUnit, Sensor> specific_force{};  // what the accelerometer feels: +1 g upward at rest
    Vec3<AngularRateUnit, Sensor> angular_rate{};
    std::optional<Vec3<MagneticFieldUnit, Sensor>> magnetic_field{};
    Duration gap_before{};  // time without samples just before this one beyond one sample interval; zero:
                            // nothing lost
};

}  // namespace sacrum
