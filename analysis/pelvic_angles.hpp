// The one place where clinical signs are made: obliquity, tilt and rotation of the pelvis from its attitude.
//
//   obliquity  + right side up        pelvic drop of a right stance = +obliquity
//   tilt       + anterior             pelvic drop of a left stance  = -obliquity
//   rotation   + right side forward
//
// Sequence rotation, obliquity, tilt (Baker 2001): R(level from pelvis) = Rz(rotation) · Rx(-obliquity) ·
// Ry(tilt).
#pragma once

#include <algorithm>
#include <cmath>

#include "domain/frame.hpp"
#include "domain/side.hpp"

namespace sacrum::analysis {

struct PelvicAngles {
    double obliquity = 0.0;  // rad
    double tilt = 0.0;       // rad
    double left_azimuth =
        0.0;  // rad, of the left axis in the earth frame; rotation is this less its running mean
};

inline double obliquity_of(const Eigen::Matrix3d& earth_from_pelvis) {
    return std::asin(std::clamp(-earth_from_pelvis(2, 1), -1.0, 1.0));
}
inline double tilt_of(const Eigen::Matrix3d& earth_from_pelvis) {
    return std::atan2(-earth_from_pelvis(2, 0), earth_from_pelvis(2, 2));
}
inline PelvicAngles pelvic_angles(const Eigen::Matrix3d& earth_from_pelvis) {
    return {obliquity_of(earth_from_pelvis), tilt_of(earth_from_pelvis),
            std::atan2(earth_from_pelvis(1, 1), earth_from_pelvis(0, 1))};
}

// From one horizontal unit vector to the next, to the left positive.
inline double turn_between(double cosine, double sine, double next_cosine, double next_sine) {
    const double across = cosine * next_sine - sine * next_cosine;
    const double along = cosine * next_cosine + sine * next_sine;
    if (std::abs(across) > 0.02 || along < 0.0) return std::atan2(across, along);
    return across * (1.0 + across * across * (1.0 / 6 + across * across * (3.0 / 40)));  // arc sine
}

// Obliquity turns negatively about forward.
constexpr double obliquity_rate(double rate_about_forward) { return -rate_about_forward; }

// Obliquity as contralateral pelvic drop: positive when the swing side is lower than the stance side.
constexpr double drop_sign(Side stance) { return stance == Side::right ? 1.0 : -1.0; }

}  // namespace sacrum::analysis
