#include "analysis/gait_signals.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "analysis/pelvic_angles.hpp"
#include "dsp/butterworth.hpp"

namespace sacrum::analysis {
namespace {

constexpr Frequency kLeverRateCutoff = Frequency::of_si(20.0);  // keeps the landing, drops gyroscope noise

// Slerp; of two attitudes within 5°, as neighbouring samples have, by normalised straight lines, which is the
// same to 1e-5 rad.
Eigen::Quaterniond between(const Eigen::Quaterniond& a, const Eigen::Quaterniond& b, double part) {
    constexpr double kNear = 0.999;
    if (a.dot(b) < kNear) return a.slerp(part, b);
    return Eigen::Quaterniond((1.0 - part) * a.coeffs() + part * b.coeffs()).normalized();
}

double unwrapped(double angle, double previous) {
    return previous + std::remainder(angle - previous, 2.0 * std::numbers::pi);
}

}  // namespace

std::size_t GaitSignals::nearest_row(double time_s) const {
    const double row = std::round(row_at(time_s));
    return std::size_t(std::clamp(row, 0.0, double(size()) - 1.0));
}

void GaitSignals::resize(std::size_t rows) {
    for (auto* column :
         {&vertical, &forward, &left, &earth_x, &earth_y, &specific_force_g, &lever_g, &obliquity, &tilt,
          &left_azimuth, &obliquity_rate, &turn_rate, &forward_x, &forward_y}) {
        column->resize(rows);
    }
    for (auto* column : {&is_bridged, &is_resting, &is_settled}) column->resize(rows);
}

double value_at(std::span<const double> signal, double row) {
    if (!(row > 0.0)) return signal.front();
    const auto below = std::size_t(row);
    if (below + 1 >= signal.size()) return signal.back();
    const double part = row - double(below);
    return signal[below] + part * (signal[below + 1] - signal[below]);
}

void GaitSignalBuilder::build(std::span<const OrientedSample> samples,
                              const Rotation<Pelvis, Sensor>& pelvis_from_sensor, GaitSignals& signals) {
    const double rate = params_.rate.si();
    signals.rate_hz = rate;
    signals.start_s = in_seconds(samples.front().time);
    const auto rows =
        std::size_t(std::floor((in_seconds(samples.back().time) - signals.start_s) * rate + 0.5)) + 1;
    signals.resize(rows);
    rate_x_.resize(rows);
    rate_y_.resize(rows);
    rate_z_.resize(rows);
    const Eigen::Quaterniond sensor_from_pelvis = pelvis_from_sensor.quaternion().conjugate();

    // Each grid row lies between sample k and k + 1; attitude by normalised interpolation, vectors by
    // straight lines.
    std::size_t k = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        const double t = signals.time_at(double(i));
        while (k + 1 < samples.size() && in_seconds(samples[k + 1].time) <= t + 1e-9) ++k;
        const OrientedSample& a = samples[k];
        const OrientedSample& b = samples[std::min(k + 1, samples.size() - 1)];
        const double span = in_seconds(b.time - a.time);
        double part = span > 0.0 ? std::clamp((t - in_seconds(a.time)) / span, 0.0, 1.0) : 0.0;
        const bool is_gap = b.gap_before > kUnmarkedBridge && part > 0.0 && part < 1.0;
        if (part < 1e-6) part = 0.0;

        Eigen::Quaterniond attitude = a.earth_from_reading.quaternion();
        Eigen::Vector3d force = a.specific_force.si();
        Eigen::Vector3d turning = a.angular_rate.si();
        if (part > 0.0) {
            attitude = between(attitude, b.earth_from_reading.quaternion(), part);
            force += part * (b.specific_force.si() - force);
            turning += part * (b.angular_rate.si() - turning);
        }
        const Eigen::Matrix3d earth_from_pelvis = (attitude * sensor_from_pelvis).toRotationMatrix();
        const PelvicAngles angles = pelvic_angles(earth_from_pelvis);
        const Eigen::Vector3d pelvis_rate = pelvis_from_sensor.quaternion() * turning;
        const Eigen::Vector3d earth_force = attitude * force;
        // Of the azimuth of the left axis.
        const double level = std::max(1e-12, earth_from_pelvis.block<2, 1>(0, 1).norm());
        const double cosine = earth_from_pelvis(0, 1) / level, sine = earth_from_pelvis(1, 1) / level;

        signals.specific_force_g[i] = earth_force.z() / kStandardGravity;
        signals.vertical[i] = earth_force.z() - kStandardGravity;
        signals.earth_x[i] = earth_force.x();
        signals.earth_y[i] = earth_force.y();
        signals.left[i] = cosine * earth_force.x() + sine * earth_force.y();
        signals.forward[i] = sine * earth_force.x() - cosine * earth_force.y();
        signals.obliquity[i] = angles.obliquity;
        signals.tilt[i] = angles.tilt;
        signals.left_azimuth[i] =
            i == 0 ? angles.left_azimuth : unwrapped(angles.left_azimuth, signals.left_azimuth[i - 1]);
        // About the horizontal forward axis, so that a sensor that leans forward does not mix in rotation.
        const Eigen::Vector3d earth_rate = attitude * turning;
        signals.obliquity_rate[i] = obliquity_rate(sine * earth_rate.x() - cosine * earth_rate.y());
        signals.turn_rate[i] = earth_rate.z();
        signals.forward_x[i] = earth_from_pelvis(0, 0);
        signals.forward_y[i] = earth_from_pelvis(1, 0);
        signals.is_bridged[i] = is_gap;
        signals.is_resting[i] = a.is_resting;
        signals.is_settled[i] = a.is_settled && b.is_settled;
        rate_x_[i] = pelvis_rate.x();
        rate_y_[i] = pelvis_rate.y();
        rate_z_[i] = pelvis_rate.z();
    }

    // A point r ahead of the sensor feels α × r + ω × (ω × r) more. With r along forward only the up row
    // matters.
    const std::array<dsp::SignalBand, 3> rates{
        {{rate_x_, kLeverRateCutoff}, {rate_y_, kLeverRateCutoff}, {rate_z_, kLeverRateCutoff}}};
    dsp::low_pass_zero_phase(rates, params_.rate, filter_scratch_);
    const double arm = params_.lever_arm.si() / kStandardGravity;
    for (std::size_t i = 0; i < rows; ++i) {
        const std::size_t before = i == 0 ? 0 : i - 1;
        const std::size_t after = std::min(i + 1, rows - 1);
        const double step = std::max<double>(1.0, double(after - before)) / rate;
        const double tilt_acceleration = (rate_y_[after] - rate_y_[before]) / step;
        const double turn_acceleration = (rate_z_[after] - rate_z_[before]) / step;
        // In pelvis axes, r = (1, 0, 0): α × r = (0, αz, -αy); ω × (ω × r) = (-(ωy² + ωz²), ωx ωy, ωx ωz).
        const double ahead = -(rate_y_[i] * rate_y_[i] + rate_z_[i] * rate_z_[i]);
        const double left = turn_acceleration + rate_x_[i] * rate_y_[i];
        const double up = -tilt_acceleration + rate_x_[i] * rate_z_[i];
        const double sin_obliquity = std::sin(signals.obliquity[i]);
        const double cos_obliquity = std::sqrt(1.0 - sin_obliquity * sin_obliquity);
        const double up_row_x = -std::sin(signals.tilt[i]) * cos_obliquity;
        const double up_row_y = -sin_obliquity;
        const double up_row_z = std::cos(signals.tilt[i]) * cos_obliquity;
        signals.lever_g[i] = arm * (up_row_x * ahead + up_row_y * left + up_row_z * up);
    }
}

}  // namespace sacrum::analysis
