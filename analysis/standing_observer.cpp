#include "analysis/standing_observer.hpp"

#include <algorithm>
#include <cmath>

namespace sacrum::analysis {
namespace {

constexpr double kLargestLean = 0.35;  // rad from the usual upright: sitting and bending are no reference
constexpr double kSamePosture = 0.1;   // rad: further than anybody who stands quietly sways

}  // namespace

Eigen::Vector3d up_in_sensor(const OrientedSample& sample) {
    return sample.earth_from_sensor.quaternion().conjugate() * Eigen::Vector3d::UnitZ();
}

void StandingObserver::see(const OrientedSample& sample, const Eigen::Vector3d& usual_up) {
    if (!sample.is_resting || !sample.is_settled) return;
    const Eigen::Vector3d up = up_in_sensor(sample);
    if (up.dot(usual_up) > std::cos(kLargestLean)) add(up);
}

void StandingObserver::add(const Eigen::Vector3d& up) {
    sum_ += up;
    ++samples_;
}

void StandingObserver::add(const StandingObserver& other) {
    sum_ += other.sum_;
    samples_ += other.samples_;
}

double StandingObserver::scatter() const {
    // Unit vectors that scatter by a small angle have a mean shorter by half its square.
    const double length = sum_.norm() / std::max(1.0, double(samples_));
    return std::sqrt(std::max(0.0, 2.0 * (1.0 - length)));
}

void RestPostures::see(const OrientedSample& sample) {
    if (!sample.is_resting || !sample.is_settled) return;
    const Eigen::Vector3d up = up_in_sensor(sample);
    auto posture = std::ranges::find_if(
        postures_, [&](const Posture& known) { return known.first_up.dot(up) > std::cos(kSamePosture); });
    if (posture == postures_.end()) {
        posture = std::ranges::min_element(postures_, {}, &Posture::last_seen);
        *posture = {.first_up = up};
    }
    posture->seen.add(up);
    posture->last_seen = ++samples_;
}

StandingObserver RestPostures::near(const Eigen::Vector3d& usual_up) const {
    StandingObserver standing;
    for (const Posture& posture : postures_) {
        if (posture.seen.samples() > 0 && posture.seen.up().dot(usual_up) > std::cos(kLargestLean))
            standing.add(posture.seen);
    }
    return standing;
}

}  // namespace sacrum::analysis
