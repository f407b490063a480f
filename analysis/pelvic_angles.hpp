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
#include <numbers>

#include "domain/frame.hpp"
#include "domain/side.hpp"

namespace sacrum::analysis {

struct PelvicAngles {
    double obliquity = 0.0;  // rad
    double tilt = 0.0;       // rad
    double left_azimuth =
        0.0;  // rad, of the left axis in the earth frame; rotation is this less its running mean
};

// Of the left axis, and of the forward and the up axis of the pelvis: how far each points up.
inline double obliquity_of(double left_up) { return std::asin(std::clamp(-left_up, -1.0, 1.0)); }
inline double tilt_of(double forward_up, double up_up) { return std::atan2(-forward_up, up_up); }
inline PelvicAngles pelvic_angles(const Eigen::Matrix3d& earth_from_pelvis) {
    return {obliquity_of(earth_from_pelvis(2, 1)), tilt_of(earth_from_pelvis(2, 0), earth_from_pelvis(2, 2)),
            std::atan2(earth_from_pelvis(1, 1), earth_from_pelvis(0, 1))};
}

// The angle from one vector of a plane to the next, counter-clockwise positive.
inline double turn_between(double x, double y, double next_x, double next_y) {
    const double across = x * next_y - y * next_x, along = x * next_x + y * next_y;
    if (!(std::abs(across) < 0.1 * along)) return std::atan2(across, along);
    const double t = across / along, q = t * t;  // arc tangent: its series to 1e-14
    return t * (1.0 - q * (1.0 / 3 - q * (1.0 / 5 - q * (1.0 / 7 - q * (1.0 / 9 - q / 11)))));
}

inline double within_half_turn(double angle) {
    if (std::abs(angle) <= std::numbers::pi) return angle;
    return std::remainder(angle, 2.0 * std::numbers::pi);
}

// Obliquity turns negatively about forward.
constexpr double obliquity_rate(double rate_about_forward) { return -rate_about_forward; }

// Obliquity as contralateral pelvic drop: positive when the swing side is lower than the stance side.
constexpr double drop_sign(Side stance) { return stance == Side::right ? 1.0 : -1.0; }

}  // namespace sacrum::analysis
