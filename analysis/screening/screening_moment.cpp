#include "analysis/screening/screening_moment.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "analysis/pelvic_angles.hpp"

namespace sacrum::analysis {

void QuietPosture::level(const Eigen::Vector3d& up_in_sensor) {
    const auto levelling =
        Eigen::Quaterniond::FromTwoVectors(up_in_pelvis(up_in_sensor), Eigen::Vector3d::UnitZ());
    axes_ = Rotation<Pelvis, Sensor>::of(levelling * axes_.quaternion());
}

void QuietPosture::subtract(const Eigen::Vector3d& up_in_sensor) {
    Eigen::Matrix3d level_from_pelvis = Eigen::Matrix3d::Identity();
    level_from_pelvis.row(2) = up_in_pelvis(up_in_sensor);
    const PelvicAngles angles = pelvic_angles(level_from_pelvis);
    obliquity_ = angles.obliquity;
    tilt_ = angles.tilt;
}

double QuietPosture::align(const Eigen::Vector3d& upright, const Eigen::Vector3d& bent) {
    const Eigen::Vector3d across = bent.cross(upright);
    const double angle = std::atan2(across.norm(), upright.dot(bent));
    if (!(angle > kLeastBent)) return angle;
    Eigen::Matrix3d pelvis_from_sensor;
    pelvis_from_sensor.row(1) = across.normalized();
    pelvis_from_sensor.row(2) = upright;
    pelvis_from_sensor.row(0) = across.normalized().cross(upright);
    axes_ = Rotation<Pelvis, Sensor>::of(Eigen::Quaterniond(pelvis_from_sensor));
    return angle;
}

void QuietPosture::turn_forward(double angle) {
    const Eigen::Quaterniond turn(Eigen::AngleAxisd(-angle, Eigen::Vector3d::UnitZ()));
    axes_ = Rotation<Pelvis, Sensor>::of(turn * axes_.quaternion());
}

ScreeningMoment QuietPosture::moment(const OrientedSample& sample) const {
    const Eigen::Quaterniond earth_from_pelvis =
        sample.earth_from_reading.quaternion() * axes_.quaternion().conjugate();
    const PelvicAngles angles = pelvic_angles(earth_from_pelvis.toRotationMatrix());
    const double cos_azimuth = std::cos(angles.left_azimuth), sin_azimuth = std::sin(angles.left_azimuth);
    const Eigen::Vector3d felt = sample.earth_from_reading.quaternion() * sample.specific_force.si();
    ScreeningMoment moment;
    moment.time = sample.time;
    moment.gap_before = sample.gap_before;
    moment.obliquity = angles.obliquity - obliquity_;
    moment.tilt = std::remainder(angles.tilt - tilt_, 2.0 * std::numbers::pi);
    moment.azimuth = angles.left_azimuth;
    moment.acceleration = {felt.x() * sin_azimuth - felt.y() * cos_azimuth,
                           felt.x() * cos_azimuth + felt.y() * sin_azimuth, felt.z() - kStandardGravity};
    moment.turning = axes_.quaternion() * sample.angular_rate.si();
    moment.up = earth_from_pelvis.conjugate() * Eigen::Vector3d::UnitZ();
    return moment;
}

}  // namespace sacrum::analysis
