// Frames as types, and vectors and rotations that cannot be mixed up between them.
//
//   Sensor  fixed to the housing, axes as printed on it
//   Pelvis  fixed to the pelvis: x forward, y left, z up
//   Level   gravity and mean walking direction: x forward, y left, z up
//   Earth   z up, heading arbitrary but constant (almost: it drifts with the vertical gyroscope bias)
#pragma once

#include <Eigen/Geometry>
#include <cmath>

#include "domain/quantity.hpp"

namespace sacrum {

struct Sensor;
struct Pelvis;
struct Level;
struct Earth;

// Three components of one unit in one frame, in SI.
template <class Unit, class Frame>
class Vec3 {
  public:
    Vec3() = default;
    static Vec3 of_si(const Eigen::Vector3d& si) { return Vec3(si); }
    static Vec3 of_si(double x, double y, double z) { return Vec3(Eigen::Vector3d(x, y, z)); }
    [[nodiscard]] const Eigen::Vector3d& si() const { return si_; }
    bool operator==(const Vec3& other) const { return si_ == other.si_; }

  private:
    explicit Vec3(const Eigen::Vector3d& si) : si_(si) {}
    Eigen::Vector3d si_ = Eigen::Vector3d::Zero();
};

// A quaternion made a rotation again. One that is one but for rounding needs a step of Newton's, no root.
inline Eigen::Quaterniond unit(const Eigen::Quaterniond& quaternion) {
    const double square = quaternion.squaredNorm();
    if (!(std::abs(square - 1.0) < 1e-8)) return quaternion.normalized();
    return Eigen::Quaterniond(quaternion.coeffs() * (1.5 - 0.5 * square));
}

// Turns components in From into components in To: `rotation<Pelvis, Sensor> * v_sensor` is v_pelvis.
template <class To, class From>
class Rotation {
  public:
    Rotation() = default;
    static Rotation of(const Eigen::Quaterniond& quaternion) { return Rotation(unit(quaternion)); }
    static Rotation of(const Eigen::Matrix3d& matrix) {
        return Rotation(Eigen::Quaterniond(matrix).normalized());
    }

    [[nodiscard]] const Eigen::Quaterniond& quaternion() const { return quaternion_; }
    [[nodiscard]] Eigen::Matrix3d matrix() const { return quaternion_.toRotationMatrix(); }
    [[nodiscard]] Rotation<From, To> inverse() const {
        return Rotation<From, To>::of(quaternion_.conjugate());
    }

    template <class Unit>
    Vec3<Unit, To> operator*(const Vec3<Unit, From>& v) const {
        return Vec3<Unit, To>::of_si(Eigen::Vector3d(quaternion_ * v.si()));
    }
    template <class Inner>
    Rotation<To, Inner> operator*(const Rotation<From, Inner>& other) const {
        return Rotation<To, Inner>::of(quaternion_ * other.quaternion());
    }

  private:
    explicit Rotation(const Eigen::Quaterniond& quaternion) : quaternion_(quaternion) {}
    Eigen::Quaterniond quaternion_ = Eigen::Quaterniond::Identity();
};

}  // namespace sacrum
