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

// Obliquity turns negatively about forward.
constexpr double obliquity_rate(double rate_about_forward) { return -rate_about_forward; }

// Obliquity as contralateral pelvic drop: positive when the swing side is lower than the stance side.
constexpr double drop_sign(Side stance) { return stance == Side::right ? 1.0 : -1.0; }

}  // namespace sacrum::analysis
