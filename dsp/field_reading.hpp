// What one reading of the magnetometer says once the inclination is known. A reading that says nothing about
// heading (absent, zero, not a number, or within a degree of the vertical) is none.
//
//          z
//          |   y of the 6D frame
//          |  /      . horizontal part of the field = magnetic north
//          | /   north (to be turned about z, left positive, until y points there)
//          |/____ x
//           \ dip: below the horizon positive
#pragma once

#include <Eigen/Geometry>
#include <cmath>
#include <optional>

#include "domain/imu_sample.hpp"

namespace sacrum::dsp {

struct FieldReading {
    double norm = 0.0;   // in the unit of the recording
    double dip = 0.0;    // rad
    double north = 0.0;  // rad; the rotation about the vertical that brings the field's heading onto y
};

inline std::optional<FieldReading> read_field(const ImuSample& sample, const Eigen::Quaterniond& attitude) {
    constexpr double kLeastHorizontal = 0.0175;  // of the whole: one degree from the vertical
    if (!sample.magnetic_field) return std::nullopt;
    const Eigen::Vector3d field = attitude * sample.magnetic_field->si();
    const double norm = field.norm();
    const double horizontal = field.head<2>().norm();
    if (!(horizontal > kLeastHorizontal * norm)) return std::nullopt;
    return FieldReading{norm, std::atan2(-field.z(), horizontal), std::atan2(field.x(), field.y())};
}

// The attitude turned about the vertical: inclination stays as it is.
inline Eigen::Quaterniond turned_about_vertical(double angle, const Eigen::Quaterniond& attitude) {
    return Eigen::Quaterniond(std::cos(0.5 * angle), 0.0, 0.0, std::sin(0.5 * angle)) * attitude;
}

}  // namespace sacrum::dsp
