// The pelvis at any instant: what a made-up person's movement is to the sensor that they wear. A smooth
// function of time whose accelerations are continuous. Not for use by several threads at once.
#pragma once

#include <Eigen/Geometry>

namespace sacrum::samples {

struct BodyState {
    double obliquity = 0.0;                            // rad, + right side up
    double tilt = 0.0;                                 // rad, + anterior
    double rotation = 0.0;                             // rad, + right side forward, without the heading
    double heading = 0.0;                              // rad, direction of walking, + to the left
    Eigen::Vector3d centre = Eigen::Vector3d::Zero();  // m, pelvis centre in Level axes of heading 0, z up

    // Level from Pelvis in Baker's sequence: R_z(rotation + heading) R_x(-obliquity) R_y(tilt).
    [[nodiscard]] Eigen::Matrix3d level_from_pelvis() const;
};

class BodyMotion {
  public:
    virtual ~BodyMotion() = default;
    [[nodiscard]] virtual BodyState at(double time) const = 0;  // s, true time
};

}  // namespace sacrum::samples
