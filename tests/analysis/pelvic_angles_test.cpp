#include "analysis/pelvic_angles.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

using namespace sacrum;
using namespace sacrum::analysis;

namespace {
Eigen::Matrix3d turned(double angle, const Eigen::Vector3d& axis) {
    return Eigen::AngleAxisd(angle, axis).toRotationMatrix();
}
}  // namespace

TEST_CASE("angles come back from the rotation they were built into, in Baker's sequence") {
    for (const double rotation : {-0.2, 0.0, 0.15}) {
        for (const double obliquity : {-0.12, 0.0, 0.09}) {
            for (const double tilt : {-0.1, 0.0, 0.5}) {
                const Eigen::Matrix3d attitude = turned(rotation, Eigen::Vector3d::UnitZ()) *
                                                 turned(-obliquity, Eigen::Vector3d::UnitX()) *
                                                 turned(tilt, Eigen::Vector3d::UnitY());
                const PelvicAngles angles = pelvic_angles(attitude);
                CHECK(angles.obliquity == Approx(obliquity).margin(1e-12));
                CHECK(angles.tilt == Approx(tilt).margin(1e-12));
                CHECK(angles.left_azimuth - 0.5 * std::numbers::pi == Approx(rotation).margin(1e-12));
            }
        }
    }
}

TEST_CASE(
    "obliquity is positive with the right side up, and a drop of the swing side is positive on both "
    "stances") {
    // The left side of the pelvis lowered: its left axis points a little down.
    const PelvicAngles angles = pelvic_angles(turned(-0.1, Eigen::Vector3d::UnitX()));
    CHECK(angles.obliquity == Approx(0.1));
    CHECK(drop_sign(Side::right) * angles.obliquity >
          0.0);  // the left side is the swing side of a right stance
    CHECK(drop_sign(Side::left) * angles.obliquity < 0.0);
}

TEST_CASE("the turn from one vector to the next is the difference of their directions") {
    for (double from = -3.0; from < 3.1; from += 0.37) {
        for (const double turn :
             {-3.0, -1.2, -0.1001, -0.0999, -0.01, 0.0, 1e-9, 0.05, 0.0999, 0.1001, 2.0}) {
            const double found = turn_between(0.3 * std::cos(from), 0.3 * std::sin(from),
                                              2.0 * std::cos(from + turn), 2.0 * std::sin(from + turn));
            CHECK(found == Approx(turn).margin(1e-13));
        }
    }
}
