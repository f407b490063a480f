// A sensor on a trajectory with known truth: attitude and velocity are given as functions of time, and the readings follow
// from them. The gyroscope reads the mean rate over the interval before its time stamp.
#pragma once

#include <Eigen/Geometry>
#include <cmath>
#include <functional>
#include <vector>

#include "domain/imu_sample.hpp"
#include "domain/oriented_sample.hpp"
#include "dsp/offline_orientation.hpp"
#include "dsp/orientation_filter.hpp"

namespace sacrum::dsp::synthetic {

struct Motion {
    std::function<Eigen::Quaterniond(double)> attitude = [](double) { return Eigen::Quaterniond::Identity(); };
    std::function<Eigen::Vector3d(double)> velocity = [](double) { return Eigen::Vector3d(0.0, 0.0, 0.0); };
    double rate_hz = 200.0;
    double duration = 60.0;                              // s
    Eigen::Vector3d bias = Eigen::Vector3d::Zero();      // rad/s
};

inline Eigen::Quaterniond about(const Eigen::Vector3d& axis, double degrees) {
    return Eigen::Quaterniond(Eigen::AngleAxisd(radians_from_degrees(degrees), axis.normalized()));
}

inline std::vector<ImuSample> readings(const Motion& motion) {
    const double dt = 1.0 / motion.rate_hz;
    std::vector<ImuSample> samples;
    for (int i = 0; i * dt < motion.duration; ++i) {
        const double t = i * dt;
        const Eigen::Quaterniond attitude = motion.attitude(t);
        const Eigen::AngleAxisd turn(motion.attitude(t - dt).conjugate() * attitude);
        const double angle = std::remainder(turn.angle(), 2.0 * std::numbers::pi);
        const Eigen::Vector3d acceleration = (motion.velocity(t + dt / 2) - motion.velocity(t - dt / 2)) / dt;
        ImuSample sample;
        sample.time = session_time_from_seconds(t);
        sample.angular_rate = Vec3<AngularRateUnit, Sensor>::of_si(turn.axis() * angle / dt + motion.bias);
        sample.specific_force = Vec3<AccelerationUnit, Sensor>::of_si(
            attitude.conjugate() * (acceleration + Eigen::Vector3d(0.0, 0.0, kStandardGravity)));
        samples.push_back(sample);
    }
    return samples;
}

inline std::vector<OrientedSample> run_causal(const std::vector<ImuSample>& samples, const OrientationParams& params) {
    std::vector<OrientedSample> out;
    auto filter = OrientationFilter::create(params);
    const auto take = [&out](const OrientedSample& sample) { out.push_back(sample); };
    for (const ImuSample& sample : samples) filter->push(sample, take);
    filter->finish(take);
    return out;
}

// Angle between the true and the estimated vertical, degrees.
inline double inclination_error(const OrientedSample& sample, const Eigen::Quaterniond& truth) {
    const Eigen::Vector3d up = truth.conjugate() * Eigen::Vector3d::UnitZ();
    const Eigen::Vector3d found = sample.earth_from_sensor.quaternion().conjugate() * Eigen::Vector3d::UnitZ();
    return degrees_from_radians(std::atan2(up.cross(found).norm(), up.dot(found)));
}

// Largest inclination error from `after` on.
inline double worst_error(const std::vector<OrientedSample>& oriented, const Motion& motion, double after = 0.0) {
    double worst = 0.0;
    for (const OrientedSample& sample : oriented) {
        const double t = in_seconds(sample.time);
        if (t >= after) worst = std::max(worst, inclination_error(sample, motion.attitude(t)));
    }
    return worst;
}

// A pelvis in gait: it sways about two axes and its velocity bounces, twice per stride of one second.
inline Motion gait() {
    Motion motion;
    motion.attitude = [](double t) {
        const double phase = 2.0 * std::numbers::pi * t;
        return about({1, 0, 0}, 5.0 * std::sin(phase) + 3.0) * about({0, 1, 0}, 4.0 * std::sin(2.0 * phase) + 80.0) *
               about({0, 0, 1}, 6.0 * std::cos(phase));
    };
    motion.velocity = [](double t) {
        const double phase = 2.0 * std::numbers::pi * t;
        return Eigen::Vector3d(0.15 * std::sin(2.0 * phase), 0.12 * std::cos(phase), 0.4 * std::cos(2.0 * phase + 0.3));
    };
    return motion;
}

// Stands 5 s, then goes at 1.3 m/s from a one-second start to a one-second stop 9 s later, then stands.
inline Motion start_and_stop() {
    Motion motion = gait();
    motion.duration = 25.0;
    const auto moving = [](double t) { return std::clamp(std::min(t - 5.0, 15.0 - t), 0.0, 1.0); };
    motion.attitude = [moving, swing = gait().attitude](double t) {
        return Eigen::Quaterniond::Identity().slerp(moving(t), swing(0.0).conjugate() * swing(t));
    };
    motion.velocity = [moving, bounce = gait().velocity](double t) -> Eigen::Vector3d {
        return moving(t) * (bounce(t) + Eigen::Vector3d(1.3, 0.0, 0.0));
    };
    return motion;
}

}  // namespace sacrum::dsp::synthetic
