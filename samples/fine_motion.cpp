#include "samples/fine_motion.hpp"

#include <algorithm>
#include <numbers>

namespace sacrum::samples {
namespace {

constexpr std::uint64_t kSkinPurpose = 14, kSlipPurpose = 15;
constexpr double kSlipTime = 0.5;  // s
constexpr int kSettling = 1000;    // grid points run before the first, so that the skin swings in

// The axial vector of a small rotation: sin(angle) · axis, corrected to angle · axis.
Eigen::Vector3d rotation_vector(const Eigen::Matrix3d& r) {
    const Eigen::Vector3d axial(r(2, 1) - r(1, 2), r(0, 2) - r(2, 0), r(1, 0) - r(0, 1));
    const Eigen::Vector3d half = 0.5 * axial;
    return half *
           (1.0 + half.squaredNorm() / 6.0);  // asin(s) / s to third order; angles here are below 0.05 rad
}

}  // namespace

FineMotion::FineMotion(const BodyMotion& body, const SensorParams& sensor, double start, double interval,
                       double stretch)
    : body_(body),
      lever_(sensor.lever_arm.si()),
      start_(start),
      interval_(interval),
      stretch_(stretch),
      dt_(interval * stretch) {
    if (sensor.soft_tissue != SoftTissue::off) {
        Random random(sensor.seed, kSkinPurpose);
        const bool strong = sensor.soft_tissue == SoftTissue::strong;
        frequency_ = strong ? random.uniform(8, 11) : random.uniform(12, 15);
        damping_ = strong ? random.uniform(0.3, 0.4) : random.uniform(0.4, 0.5);
        wobble_ = radians_from_degrees(strong ? 500.0 : 350.0);  // rad per m of skin motion: 0.5-2 deg in all
        wobble_axis_ = Eigen::Vector3d(random.normal(0, 0.4), 1.0, random.normal(0, 0.2)).normalized();
    }
    if (sensor.slip_at) {
        Random random(sensor.seed, kSlipPurpose);
        slip_at_ = in_seconds(*sensor.slip_at) * stretch;
        slip_ = radians_from_degrees(sensor.slip_deg);
        slip_axis_ = Eigen::Vector3d(random.normal(0, 0.4), 1.0, random.normal(0, 0.2)).normalized();
        if (sensor.slip_direction == SlipDirection::side) std::swap(slip_axis_.x(), slip_axis_.y());
    }
    const double lead = frequency_ > 0.0 ? kSettling : 0;
    index_ = -lead - 1.0;
    bone_[1] = bone_at(index_ - 1.0);
    bone_[2] = bone_at(index_);
    outer_[1] = next_outer();
    outer_[2] = next_outer();
    for (double i = 0; i < lead; ++i) next();
}

FineMotion::Place FineMotion::bone_at(double index) const {
    const BodyState body = body_.at((start_ + index * interval_) * stretch_);
    const Eigen::Matrix3d turned = body.level_from_pelvis();
    return {body.centre - lever_ * turned.col(0), turned};
}

Eigen::Matrix3d FineMotion::slipped(double time) const {
    const double u = slip_at_ ? std::clamp((time - *slip_at_) / kSlipTime, 0.0, 1.0) : 0.0;
    const double share = u * u * u * (10.0 + u * (6.0 * u - 15.0));  // starts and ends without a jerk
    return Eigen::AngleAxisd(share * slip_, slip_axis_).toRotationMatrix();
}

// The housing at index_, then one further.
FineMotion::Outer FineMotion::next_outer() {
    bone_[0] = bone_[1];
    bone_[1] = bone_[2];
    bone_[2] = bone_at(index_ + 1.0);
    Eigen::Matrix3d turned = bone_[1].turned;
    if (slip_at_) turned *= slipped((start_ + index_ * interval_) * stretch_);
    index_ += 1.0;
    if (frequency_ <= 0.0) return {bone_[1].bone, turned};
    const Eigen::Vector3d acceleration = (bone_[2].bone - 2.0 * bone_[1].bone + bone_[0].bone) / (dt_ * dt_);
    const double w = 2.0 * std::numbers::pi * frequency_;
    const Eigen::Vector3d pull = -acceleration - 2.0 * damping_ * w * skin_speed_ - w * w * skin_;
    const Outer outer{bone_[1].bone + skin_,
                      turned * Eigen::AngleAxisd(wobble_ * skin_.z(), wobble_axis_).toRotationMatrix()};
    skin_speed_ += dt_ * pull;  // semi-implicit Euler: stable, and exact enough at 2 kHz for a mode of 15 Hz
    skin_ += dt_ * skin_speed_;
    return outer;
}

Felt FineMotion::next() {
    outer_[0] = outer_[1];
    outer_[1] = outer_[2];
    outer_[2] = next_outer();
    const Eigen::Vector3d acceleration =
        (outer_[2].position - 2.0 * outer_[1].position + outer_[0].position) / (dt_ * dt_);
    const Eigen::Vector3d up_force = acceleration + Eigen::Vector3d(0.0, 0.0, kStandardGravity);
    const Eigen::Matrix3d change = outer_[0].turned.transpose() * outer_[2].turned;
    return {outer_[1].turned.transpose() * up_force, rotation_vector(change) / (2.0 * dt_)};
}

}  // namespace sacrum::samples
