#include "dsp/start_window.hpp"

#include <cmath>
#include <numbers>

#include "dsp/strapdown.hpp"

namespace sacrum::dsp {

Eigen::Quaterniond start_attitude(std::span<const ImuSample> samples, const Eigen::Quaterniond& heading,
                                  const Eigen::Vector3d& bias, const OrientationParams& params) {
    if (samples.empty()) return heading;
    const double interval = 1.0 / params.rate.si();
    const double length = in_seconds(samples.back().time - samples.front().time) + 2.0 * interval;
    Eigen::Quaterniond attitude = heading;
    Eigen::Vector3d mean_force = Eigen::Vector3d::Zero();
    for (std::size_t i = 0; i < samples.size(); ++i) {
        if (i > 0) attitude = turned(attitude, step_between(samples[i - 1], samples[i], params), bias);
        const double phase = (in_seconds(samples[i].time - samples.front().time) + interval) / length;
        const double weight = std::pow(std::sin(std::numbers::pi * phase), 2);
        mean_force += weight * (attitude * samples[i].specific_force.si());
    }
    return (shortest_to_vertical(mean_force) * heading).normalized();
}

}  // namespace sacrum::dsp
