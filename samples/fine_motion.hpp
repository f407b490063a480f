// The sensor's motion on a fine grid and what it feels there: positions of the sensor point differentiated
// twice, turning from the change of the rotation matrices, skin motion in between. Walks forward through
// time, one grid point a call.
#pragma once

#include <Eigen/Geometry>
#include <optional>

#include "samples/body_motion.hpp"
#include "samples/sensor_model.hpp"

namespace sacrum::samples {

struct Felt {
    Eigen::Vector3d specific_force;  // m/s², Pelvis axes of the sensor's place (they wobble with the skin)
    Eigen::Vector3d angular_rate;    // rad/s
};

class FineMotion {
  public:
    // `stretch`: true seconds per second of session time (the sensor's clock); `start` and `interval` are
    // session time.
    FineMotion(const BodyMotion& body, const SensorParams& sensor, double start, double interval,
               double stretch);
    // What is felt at start, start + interval, …
    Felt next();

  private:
    struct Place {
        Eigen::Vector3d bone;  // m, the sensor's point on the pelvis
        Eigen::Matrix3d turned;
    };
    struct Outer {  // the housing, skin motion included
        Eigen::Vector3d position;
        Eigen::Matrix3d turned;
    };
    Place bone_at(double index) const;
    [[nodiscard]] Eigen::Matrix3d slipped(double time) const;
    Outer next_outer();

    const BodyMotion& body_;
    double lever_, start_, interval_, stretch_, dt_;  // dt: true seconds
    double index_ = 0.0;
    // Skin: second-order mode driven by the acceleration of the bone.
    double frequency_ = 0.0, damping_ = 0.0, wobble_ = 0.0;
    Eigen::Vector3d skin_ = Eigen::Vector3d::Zero(), skin_speed_ = Eigen::Vector3d::Zero();
    Eigen::Vector3d wobble_axis_ = Eigen::Vector3d::UnitY();
    // Strap: turns once about an axis of the pelvis.
    std::optional<double> slip_at_{};  // s, true time
    double slip_ = 0.0;                // rad
    Eigen::Vector3d slip_axis_ = Eigen::Vector3d::UnitY();
    Place bone_[3];
    Outer outer_[3];
};

}  // namespace sacrum::samples
