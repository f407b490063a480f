// What an inertial sensor can say at all. Protocols without a checksum have nothing else to tell a damaged
// packet by, so some damaged ones pass.
#pragma once

#include <cmath>

#include "domain/frame.hpp"
#include "domain/quantity.hpp"

namespace sacrum::firmware_bridge {

struct SensorRange {
    Acceleration specific_force{};  // ± per axis
    AngularRate angular_rate{};     // ± per axis
};

// The widest range of the MEMS parts in these devices. Their own calibration can stretch it a little.
inline constexpr SensorRange kWidestRange{.specific_force = 16.0_g, .angular_rate = 2000.0_deg_per_s};

// No axis beyond the range by more than a twentieth; NaN and infinity are beyond it.
inline bool is_plausible(const Eigen::Vector3d& specific_force_si, const Eigen::Vector3d& angular_rate_si,
                         const SensorRange& range = kWidestRange) {
    constexpr double kSlack = 1.05;
    const auto is_within = [](const Eigen::Vector3d& axes, double limit) {
        return std::abs(axes.x()) <= limit && std::abs(axes.y()) <= limit && std::abs(axes.z()) <= limit;
    };
    return is_within(specific_force_si, kSlack * range.specific_force.si()) &&
           is_within(angular_rate_si, kSlack * range.angular_rate.si());
}

// At the end of the range on some axis.
inline bool is_clipped(const Eigen::Vector3d& specific_force_si, const Eigen::Vector3d& angular_rate_si,
                       const SensorRange& range = kWidestRange) {
    constexpr double kEnd = 0.9985;  // the last 50 of 32768 steps
    return specific_force_si.cwiseAbs().maxCoeff() >= kEnd * range.specific_force.si() ||
           angular_rate_si.cwiseAbs().maxCoeff() >= kEnd * range.angular_rate.si();
}

}  // namespace sacrum::firmware_bridge
