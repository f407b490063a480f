// Turning with a gyroscope, one sample to the next, gaps included.
#pragma once

#include <Eigen/Geometry>
#include <cmath>

#include "domain/frame.hpp"
#include "domain/imu_sample.hpp"
#include "dsp/orientation_params.hpp"

namespace sacrum::dsp {

// The rotation that a rotation vector stands for.
inline Eigen::Quaterniond rotation_of(const Eigen::Vector3d& vector) {
    const double angle_squared = vector.squaredNorm();
    if (angle_squared < 0.04) {  // series of the half angle: the error is below 1e-16
        const double h = 0.25 * angle_squared;
        const double cosine = 1.0 + h * (-1.0 / 2 + h * (1.0 / 24 + h * (-1.0 / 720 + h * (1.0 / 40320))));
        const double s = 0.5 + h * (-0.5 / 6 + h * (0.5 / 120 + h * (-0.5 / 5040 + h * (0.5 / 362880))));
        return Eigen::Quaterniond(cosine, s * vector.x(), s * vector.y(), s * vector.z());
    }
    const double angle = std::sqrt(angle_squared);
    const double s = std::sin(0.5 * angle) / angle;
    return Eigen::Quaterniond(std::cos(0.5 * angle), s * vector.x(), s * vector.y(), s * vector.z());
}

// The shortest rotation that takes the direction of `from` to z. Identity for a vector without direction.
inline Eigen::Quaterniond shortest_to_vertical(const Eigen::Vector3d& from) {
    if (!(from.norm() > 1e-9)) return Eigen::Quaterniond::Identity();
    return Eigen::Quaterniond::FromTwoVectors(from, Eigen::Vector3d::UnitZ());
}

struct Step {
    enum class Kind {
        regular,
        bridged,
        held,
        broken
    };  // broken: the gap is too long to carry attitude across
    Kind kind = Kind::regular;
    double duration = 0.0;  // s
    Eigen::Vector3d rate =
        Eigen::Vector3d::Zero();  // mean over the step as measured, rad/s; zero where it is held
};

// What happened between two readings, from their true difference in time.
inline Step step_between(const ImuSample& before, const ImuSample& sample, const OrientationParams& params) {
    const Duration elapsed = sample.time - before.time;
    const Eigen::Vector3d& rate = sample.angular_rate.si();
    const Eigen::Vector3d mean = 0.5 * (before.angular_rate.si() + rate);
    Step step{Step::Kind::regular, in_seconds(elapsed), rate};
    const double gap = step.duration - 1.0 / params.rate.si();
    if (gap > in_seconds(params.long_gap))
        return {Step::Kind::broken, step.duration, Eigen::Vector3d::Zero()};
    if (gap > in_seconds(params.bridged_gap))
        return {Step::Kind::held, step.duration, Eigen::Vector3d::Zero()};
    const bool is_gap = gap > 0.5 / params.rate.si();
    if (is_gap) step.kind = Step::Kind::bridged;
    if (is_gap || params.convention == SampleConvention::point) step.rate = mean;
    return step;
}

inline Eigen::Quaterniond turned(const Eigen::Quaterniond& attitude, const Step& step,
                                 const Eigen::Vector3d& bias) {
    if (step.kind == Step::Kind::held || step.kind == Step::Kind::broken) return attitude;
    return unit(attitude * rotation_of((step.rate - bias) * step.duration));
}

// From the attitude at the time stamp to that at the middle of what the reading stands for.
inline Eigen::Quaterniond at_reading(const Eigen::Quaterniond& attitude, const Eigen::Vector3d& rate,
                                     const OrientationParams& params) {
    if (params.convention == SampleConvention::point) return attitude;
    return attitude * rotation_of((-0.5 / params.rate.si()) * rate);
}

}  // namespace sacrum::dsp
