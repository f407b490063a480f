// Decides how the sensor sits on the pelvis: declared or found from the gait, each checked against the other,
// and levelled by quiet standing where there is some.
#pragma once

#include <optional>
#include <span>

#include "analysis/gait_reader.hpp"
#include "analysis/mounting_finder.hpp"
#include "domain/session.hpp"

namespace sacrum::analysis {

struct ResolvedMounting {
    Rotation<Pelvis, Sensor> pelvis_from_sensor{};
    bool has_angles = false;   // the pelvis axes are known, so obliquity and tilt mean something
    bool knows_sides = false;  // left and right are beyond reasonable doubt
    MountingReport report;
};

// `declared` empty: found from the gait. Uses `reader` to look at the movement; leaves in it the signals of
// the result.
ResolvedMounting resolve_mounting(std::span<const OrientedSample> samples,
                                  const std::optional<DeclaredMounting>& declared, GaitReader& reader);

// The mean direction of gravity over quiet upright standing, in the sensor, and its scatter.
struct Standing {
    Eigen::Vector3d up = Eigen::Vector3d::UnitZ();
    double scatter = 0.0;  // rad, SD of the direction
    double seconds = 0.0;
};
std::optional<Standing> find_standing(std::span<const OrientedSample> samples,
                                      const Eigen::Vector3d& usual_up, double rate_hz);

}  // namespace sacrum::analysis
