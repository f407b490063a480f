#include "analysis/mounting_resolver.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace sacrum::analysis {
namespace {

constexpr double kShortestStanding = 2.0;  // s of quiet standing, in all
// SD of what a person's own way of moving adds to the heading that the gait shows: 6 deg. It differs by 0 to
// 10 deg from sensors put on with care (ten walkers) or exactly (two runners).
constexpr double kHeadingOfPerson = 0.105;  // rad
constexpr double kDoubtfulHeading = 2.33;   // SD of person and estimate: one in fifty goes further by chance
constexpr int kEnoughWindows = 4;           // of the estimate; more add little beside the person's share
constexpr int kMostChecks = 8;              // of a declared mounting, as more gait is seen
constexpr double kLargestStandingLean =
    0.8;                               // rad from the declared or found up; a sacrum slopes by up to 30°
constexpr double kNearUpright = 0.87;  // cosine of 30°: gait stays within
constexpr double kContradictingHeading = 1.05;  // rad: forward and left cannot be what was declared
constexpr double kContradictingUp = 1.05;       // rad: no pelvis leans that far in gait

// Of a sensor whose up, in the axes of the pelvis, is this.
double obliquity_deg(const Eigen::Vector3d& up) {
    return degrees_from_radians(std::asin(std::clamp(-up.y(), -1.0, 1.0)));
}
double tilt_deg(const Eigen::Vector3d& up) { return degrees_from_radians(std::atan2(-up.x(), up.z())); }

// Any axes with that up.
Rotation<Pelvis, Sensor> upright_axes(const Eigen::Vector3d& up) {
    Eigen::Index least = 0;
    up.cwiseAbs().minCoeff(&least);
    const Eigen::Vector3d left = up.cross(Eigen::Vector3d::Unit(least)).normalized();
    Eigen::Matrix3d pelvis_from_sensor;
    pelvis_from_sensor.row(0) = left.cross(up);
    pelvis_from_sensor.row(1) = left;
    pelvis_from_sensor.row(2) = up;
    return Rotation<Pelvis, Sensor>::of(pelvis_from_sensor);
}

}  // namespace

Eigen::Vector3d mean_up(std::span<const OrientedSample> samples) {
    Eigen::Vector3d sum = Eigen::Vector3d::Zero();
    for (const OrientedSample& sample : samples) sum += up_in_sensor(sample);
    return sum.norm() > 0.0 ? Eigen::Vector3d(sum.normalized()) : Eigen::Vector3d::UnitZ();
}

Eigen::Vector3d mean_up_near(const Eigen::Vector3d& usual, std::span<const OrientedSample> samples) {
    Eigen::Vector3d sum = Eigen::Vector3d::Zero();
    for (const OrientedSample& sample : samples) {
        const Eigen::Vector3d up = up_in_sensor(sample);
        if (up.dot(usual) > kNearUpright) sum += up;
    }
    return sum.norm() > 0.0 ? Eigen::Vector3d(sum.normalized()) : usual;
}

void MountingResolver::start(const std::optional<DeclaredMounting>& declared, const Eigen::Vector3d& up) {
    const auto calibrated = calibrated_;
    *this = {};
    calibrated_ = calibrated;
    if (!declared) {
        axes_ = levelled_ = upright_axes(up);
        report_.remark = "no steady gait to find the mounting from; declare it, as in --mount up=+x,left=+y";
        return;
    }
    report_.method = MountingMethod::declared;
    report_.declared = declared->text;
    axes_ = levelled_ = declared->pelvis_from_sensor;
    has_angles_ = true;
    knows_sides_ = true;
    see_up(up);
}

void MountingResolver::see_up(const Eigen::Vector3d& up) {
    if (report_.method != MountingMethod::declared || lifted_leg_ == SideCheck::contradicts) return;
    const double lean = std::acos(std::clamp((axes_.quaternion() * up).z(), -1.0, 1.0));
    const bool was_upside_down = is_upside_down_;
    is_upside_down_ = !(lean < kContradictingUp);
    if (is_upside_down_ == was_upside_down) return;
    heading_windows_ = 0;  // what was compared before counts no more
    knows_sides_ = report_.agrees_with_gait = !is_upside_down_;
    report_.remark.clear();
    if (is_upside_down_) {
        report_.remark = "gravity lies " + std::to_string(std::lround(degrees_from_radians(lean))) +
                         "° from the declared up, so left and right are not named; check --mount";
    }
}

void MountingResolver::see_heading(const std::optional<FoundHeading>& found) {
    if (has_seen_heading_ || !found) return;
    if (report_.method == MountingMethod::declared) {
        if (is_upside_down_ || lifted_leg_ == SideCheck::contradicts) return;
        if (found->is_clear()) {
            check_declared(*found);
        } else if (!report_.heading_found_deg) {
            report_.remark =
                "the gait does not show clearly which way is forward; the declared mounting stands unchecked";
        }
        return;
    }
    const Eigen::AngleAxisd turn(-found->angle, Eigen::Vector3d::UnitZ());
    const auto turned = Rotation<Pelvis, Sensor>::of(Eigen::Quaterniond(turn) * levelled_.quaternion());
    if (!found->is_clear()) {
        report_.remark =
            "the gait does not show clearly which way is forward; declare the mounting, as in --mount "
            "up=+x,left=+y";
        return;
    }
    axes_ = levelled_ = turned;
    has_angles_ = knows_sides_ = has_seen_heading_ = true;
    report_.method = MountingMethod::found;
    report_.heading_sd_deg = degrees_from_radians(found->standard_error);
    report_.remark.clear();
}

void MountingResolver::check_declared(const FoundHeading& found) {
    has_seen_heading_ = found.windows >= kEnoughWindows || ++heading_checks_ >= kMostChecks;
    if (found.windows < heading_windows_) return;
    heading_windows_ = found.windows;
    report_.remark.clear();
    report_.heading_found_deg = degrees_from_radians(found.angle);
    report_.heading_sd_deg = degrees_from_radians(found.standard_error);
    const double doubtful = kDoubtfulHeading * std::hypot(kHeadingOfPerson, found.standard_error);
    report_.agrees_with_gait = std::abs(found.angle) < doubtful;
    knows_sides_ = std::abs(found.angle) < kContradictingHeading;
    if (report_.agrees_with_gait) return;
    if (knows_sides_) {
        report_.remark =
            "the gait faces " + std::to_string(std::lround(std::abs(degrees_from_radians(found.angle)))) +
            "° to the " + (found.angle > 0.0 ? "left" : "right") +
            " of the declared mounting, which shifts drop and sway; check how the sensor was worn";
    } else {
        report_.remark =
            "the declared mounting contradicts the gait, so left and right are not named; check it or use "
            "--mount auto";
    }
}

void MountingResolver::see_standing(const StandingObserver& standing, double rate_hz) {
    if (!has_angles_) return;
    if (calibrated_) {
        level_by(calibrated_->up_in_sensor, calibrated_->sd_deg);
        report_.calibrated_at = calibrated_->at;
    } else if (double(standing.samples()) >= kShortestStanding * rate_hz) {
        level_by(standing.up(), degrees_from_radians(standing.scatter()));
    } else {
        levelled_ = axes_;
        report_.standing_obliquity_deg = report_.standing_tilt_deg = report_.standing_sd_deg = std::nullopt;
    }
}

void MountingResolver::level_by(const Eigen::Vector3d& up_in_sensor, double sd_deg) {
    const Eigen::Vector3d up = axes_.quaternion() * up_in_sensor;
    report_.standing_obliquity_deg = obliquity_deg(up);
    report_.standing_tilt_deg = tilt_deg(up);
    report_.standing_sd_deg = sd_deg;
    const auto levelling = Eigen::Quaterniond::FromTwoVectors(up, Eigen::Vector3d::UnitZ());
    levelled_ = Rotation<Pelvis, Sensor>::of(levelling * axes_.quaternion());
}

void MountingResolver::see_calibration(const Eigen::Vector3d& up, const Calibration& calibration) {
    calibrated_ = {.up_in_sensor = up, .sd_deg = calibration.sd_deg, .at = calibration.end};
}

void MountingResolver::tell_angles(const Eigen::Vector3d& up_in_sensor, Calibration& calibration) const {
    if (!calibration.is_accepted || !has_angles_) return;
    const Eigen::Vector3d up = axes_.quaternion() * up_in_sensor;
    if (up.z() > std::cos(kLargestStandingLean)) {
        calibration.obliquity_deg = obliquity_deg(up);
        calibration.tilt_deg = tilt_deg(up);
        return;
    }
    calibration.is_accepted = false;
    calibration.reason =
        "The sensor leans too far from upright; stand upright, check how it sits and calibrate again.";
}

void MountingResolver::see_lift(SideCheck check) {
    if (lifted_leg_ == SideCheck::contradicts ||
        (lifted_leg_ == SideCheck::agrees && check != SideCheck::contradicts))
        return;
    lifted_leg_ = check;
    if (check != SideCheck::contradicts) return;
    knows_sides_ = false;
    report_.agrees_with_gait = false;
    report_.remark =
        "the marked stance on one leg shows that left and right of the sensor are exchanged, so sides are "
        "not "
        "named; check --mount and which knee was lifted";
}

}  // namespace sacrum::analysis
