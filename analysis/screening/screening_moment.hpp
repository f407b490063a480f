// What the pelvis does at one instant of a test, relative to the quiet posture that began it.
#pragma once

#include <optional>

#include "domain/frame.hpp"
#include "domain/oriented_sample.hpp"

namespace sacrum::analysis {

struct ScreeningMoment {
    SessionTime time{};
    Duration gap_before{};
    double obliquity = 0.0;  // rad, + right side up: how far the pelvis' left axis points below the horizon
    double tilt = 0.0;       // rad, + forward
    double azimuth = 0.0;    // rad, of the left axis; turns with the heading
    // m/s², gravity removed; level axes that turn with the pelvis: forward, left, up.
    Eigen::Vector3d acceleration = Eigen::Vector3d::Zero();
    Eigen::Vector3d turning = Eigen::Vector3d::Zero();  // rad/s, pelvis axes
    Eigen::Vector3d up = Eigen::Vector3d::UnitZ();      // in pelvis axes
};

// The posture that angles are relative to. Upright, the pelvis is taken as level: its axes are turned so that
// up is up. Leaning or on hands and knees it is not; there only the two angles are subtracted.
class QuietPosture {
  public:
    explicit QuietPosture(const Rotation<Pelvis, Sensor>& declared) : axes_(declared) {}

    // `up_in_sensor`: mean over the quiet posture.
    void level(const Eigen::Vector3d& up_in_sensor);
    void subtract(const Eigen::Vector3d& up_in_sensor);
    // Upright the pelvis is level, and between the two postures it bent forward about its left axis: that is
    // how the sensor sits. Up in the sensor, of both. Says how far it was bent, in rad; where that is less
    // than kLeastBent nothing is told by it, and nothing changes.
    double align(const Eigen::Vector3d& upright, const Eigen::Vector3d& bent);
    static constexpr double kLeastBent = 0.5;  // a level posture 1° aside turns forward by 2° then
    // The pelvis' forward is turned by this to the left of where the axes have it.
    void turn_forward(double angle);

    // Up in the axes as they are.
    [[nodiscard]] Eigen::Vector3d up_in_pelvis(const Eigen::Vector3d& up_in_sensor) const {
        return axes_.quaternion() * up_in_sensor;
    }
    [[nodiscard]] ScreeningMoment moment(const OrientedSample& sample) const;

  private:
    Rotation<Pelvis, Sensor> axes_;
    double obliquity_ = 0.0, tilt_ = 0.0;  // rad, subtracted
};

}  // namespace sacrum::analysis
