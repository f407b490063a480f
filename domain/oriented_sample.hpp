// A reading together with the attitude of the sensor at that instant.
#pragma once

#include "domain/frame.hpp"
#include "domain/time.hpp"

namespace sacrum {

struct OrientedSample {
    SessionTime time{};
    Duration gap_before{};
    Rotation<Earth, Sensor> earth_from_sensor{};  // at `time`
    // At the middle of what the reading stands for. Both sensors of a device sample alike, so this is the
    // attitude that belongs to specific_force, whether the readings are means of an interval or points.
    Rotation<Earth, Sensor> earth_from_reading{};
    Vec3<AccelerationUnit, Sensor> specific_force{};  // as measured
    Vec3<AngularRateUnit, Sensor> angular_rate{};     // estimated bias removed
    // Of a causal filter, about earth x and y in rad: all that it has corrected the inclination by so far,
    // what spread_corrections has added to the attitudes since, and which share of a later correction was
    // true before this sample already.
    Eigen::Vector2d corrected = Eigen::Vector2d::Zero();
    Eigen::Vector2d spread = Eigen::Vector2d::Zero();
    double keeps = 1.0;
    bool is_resting = false;  // gyroscope and accelerometer steady for long enough to measure the bias
    bool is_settled = false;  // inclination is trustworthy: start-up is over
};

}  // namespace sacrum
