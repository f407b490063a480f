#include "analysis/mounting_resolver.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/pelvic_angles.hpp"

namespace sacrum::analysis {
namespace {

constexpr double kShortestStanding = 2.0;  // s of quiet standing, in all
constexpr double kLargestLean = 0.35;      // rad from the usual upright: sitting and bending are no reference
constexpr double kDoubtfulHeading = 0.35;  // rad: more than the method's scatter of about 6 deg can explain
constexpr double kContradictingHeading = 1.05;  // rad: forward and left cannot be what was declared

// Where up usually is, in the sensor: the mean over all samples, whose accelerations cancel out.
Eigen::Vector3d usual_up(std::span<const OrientedSample> samples) {
    Eigen::Vector3d sum = Eigen::Vector3d::Zero();
    for (const OrientedSample& sample : samples) {
        sum += sample.earth_from_sensor.quaternion().conjugate() * Eigen::Vector3d::UnitZ();
    }
    return sum.norm() > 0.0 ? Eigen::Vector3d(sum.normalized()) : Eigen::Vector3d::UnitZ();
}

// Any mounting with that up.
Rotation<Pelvis, Sensor> upright_mounting(const Eigen::Vector3d& up) {
    Eigen::Index least = 0;
    up.cwiseAbs().minCoeff(&least);
    const Eigen::Vector3d left = up.cross(Eigen::Vector3d::Unit(least)).normalized();
    Eigen::Matrix3d pelvis_from_sensor;
    pelvis_from_sensor.row(0) = left.cross(up);
    pelvis_from_sensor.row(1) = left;
    pelvis_from_sensor.row(2) = up;
    return Rotation<Pelvis, Sensor>::of(pelvis_from_sensor);
}

Rotation<Pelvis, Sensor> turned_about_up(const Rotation<Pelvis, Sensor>& mounting, double forward_angle) {
    const Eigen::AngleAxisd turn(-forward_angle, Eigen::Vector3d::UnitZ());
    return Rotation<Pelvis, Sensor>::of(Eigen::Quaterniond(turn) * mounting.quaternion());
}

void level_by_standing(const Standing& standing, ResolvedMounting& mounting) {
    const Eigen::Vector3d up = mounting.pelvis_from_sensor.quaternion() * standing.up;
    // Standing obliquity and tilt of the declared axes: up seen from them.
    mounting.report.standing_obliquity_deg = degrees_from_radians(std::asin(std::clamp(-up.y(), -1.0, 1.0)));
    mounting.report.standing_tilt_deg = degrees_from_radians(std::atan2(-up.x(), up.z()));
    mounting.report.standing_sd_deg = degrees_from_radians(standing.scatter);
    const auto levelling = Eigen::Quaterniond::FromTwoVectors(up, Eigen::Vector3d::UnitZ());
    mounting.pelvis_from_sensor =
        Rotation<Pelvis, Sensor>::of(levelling * mounting.pelvis_from_sensor.quaternion());
}

void check_declared(const std::optional<FoundHeading>& found, ResolvedMounting& mounting) {
    MountingReport& report = mounting.report;
    if (!found || !found->is_clear()) {
        report.remark =
            "the gait does not show clearly which way is forward, so the declared mounting stands unchecked";
        return;
    }
    report.heading_found_deg = degrees_from_radians(found->angle);
    report.heading_sd_deg = degrees_from_radians(found->standard_error);
    report.agrees_with_gait = std::abs(found->angle) < kDoubtfulHeading;
    if (report.agrees_with_gait) return;
    if (std::abs(found->angle) < kContradictingHeading) {
        report.remark =
            "the gait faces another way than the declared mounting says; check how the sensor was worn";
    } else {
        mounting.knows_sides = false;
        report.remark =
            "the declared mounting contradicts the gait, so left and right are not named; check it or use "
            "--mount auto";
    }
}

}  // namespace

std::optional<Standing> find_standing(std::span<const OrientedSample> samples, const Eigen::Vector3d& usual,
                                      double rate_hz) {
    Eigen::Vector3d sum = Eigen::Vector3d::Zero();
    std::size_t count = 0;
    const auto up_of = [](const OrientedSample& sample) {
        return Eigen::Vector3d(sample.earth_from_sensor.quaternion().conjugate() * Eigen::Vector3d::UnitZ());
    };
    const auto is_standing = [&](const OrientedSample& sample) {
        return sample.is_resting && sample.is_settled && up_of(sample).dot(usual) > std::cos(kLargestLean);
    };
    for (const OrientedSample& sample : samples) {
        if (!is_standing(sample)) continue;
        sum += up_of(sample);
        ++count;
    }
    if (double(count) < kShortestStanding * rate_hz) return std::nullopt;
    Standing standing;
    standing.up = sum.normalized();
    standing.seconds = double(count) / rate_hz;
    double square = 0.0;
    for (const OrientedSample& sample : samples) {
        if (is_standing(sample)) square += up_of(sample).cross(standing.up).squaredNorm();
    }
    standing.scatter = std::sqrt(square / double(count));
    return standing;
}

ResolvedMounting resolve_mounting(std::span<const OrientedSample> samples,
                                  const std::optional<DeclaredMounting>& declared, GaitReader& reader) {
    ResolvedMounting mounting;
    const Eigen::Vector3d up = usual_up(samples);
    MountingFinder finder;
    if (declared) {
        mounting.report.method = MountingMethod::declared;
        mounting.report.declared = declared->text;
        mounting.pelvis_from_sensor = declared->pelvis_from_sensor;
        mounting.has_angles = true;
        mounting.knows_sides = true;
        const double lean =
            std::acos(std::clamp((declared->pelvis_from_sensor.quaternion() * up).z(), -1.0, 1.0));
        reader.read_movement(samples, mounting.pelvis_from_sensor);
        check_declared(finder.find(reader.signals(), reader.running()), mounting);
        if (lean > 1.05) {
            mounting.report.agrees_with_gait = false;
            mounting.knows_sides = false;
            mounting.report.remark =
                "gravity lies " + std::to_string(std::lround(degrees_from_radians(lean))) +
                " deg away from the declared up, so left and right are not named; check --mount";
        }
    } else {
        mounting.pelvis_from_sensor = upright_mounting(up);
        reader.read_movement(samples, mounting.pelvis_from_sensor);
        const auto found = finder.find(reader.signals(), reader.running());
        if (found && found->is_clear()) {
            mounting.report.method = MountingMethod::found;
            mounting.report.heading_sd_deg = degrees_from_radians(found->standard_error);
            mounting.has_angles = true;
            mounting.knows_sides = true;
            mounting.pelvis_from_sensor = turned_about_up(mounting.pelvis_from_sensor, found->angle);
        } else {
            mounting.report.remark =
                found ? "the gait does not show clearly which way is forward; declare the mounting, as in "
                        "--mount up=+x,left=+y"
                      : "no steady gait to find the mounting from; declare it, as in --mount up=+x,left=+y";
            if (found)
                mounting.pelvis_from_sensor = turned_about_up(mounting.pelvis_from_sensor, found->angle);
        }
    }
    if (const auto standing = find_standing(samples, up, reader.signals().rate_hz)) {
        if (mounting.has_angles) level_by_standing(*standing, mounting);
    }
    reader.read_movement(samples, mounting.pelvis_from_sensor);
    return mounting;
}

}  // namespace sacrum::analysis
