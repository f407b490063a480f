#include "analysis/gait_signals.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

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

// Each column and each of its blocks.
template <class Signals, class Visit>
void for_each_column(Signals& s, Visit visit) {
    for (auto* column : {&s.vertical, &s.forward, &s.left, &s.earth_x, &s.earth_y, &s.specific_force_g,
                         &s.lever_g, &s.obliquity, &s.tilt, &s.left_azimuth, &s.obliquity_rate, &s.turn_rate,
                         &s.forward_x, &s.forward_y, &s.left_x, &s.left_y, &s.up_x, &s.up_y, &s.up_z})
        visit(*column);
    for (auto* column : {&s.is_bridged, &s.is_resting, &s.is_settled}) visit(*column);
}

template <class Visit>
void for_each_block_column(GaitSignals& s, Visit visit) {
    visit(s.earth_x, s.blocks.earth_x);
    visit(s.earth_y, s.blocks.earth_y);
    visit(s.vertical, s.blocks.vertical);
    visit(s.forward, s.blocks.forward);
    visit(s.left, s.blocks.left);
    visit(s.left_azimuth, s.blocks.left_azimuth);
    visit(s.turn_rate, s.blocks.turn_rate);
}

template <class Column>
void erase_front(Column& column, std::size_t count) {
    column.erase(column.begin(), column.begin() + std::ptrdiff_t(count));
}

}  // namespace

void GaitSignals::resize(std::size_t rows) {
    for_each_column(*this, [rows](auto& column) {
        if (column.capacity() < rows) column.reserve(rows + rows / 8);  // the next may be a little longer
        column.resize(rows);
    });
}

void GaitSignals::drop_front(std::size_t rows) {
    for_each_column(*this, [rows](auto& column) { erase_front(column, rows); });
    for_each_block_column(*this, [&](const auto&, auto& means) {
        erase_front(means, std::min(means.size(), rows / block_rows));
    });
    start_s = time_at(double(rows));
    first += rows;
    stable -= std::min(stable, rows);
}

void GaitSignals::average_blocks(std::size_t from_row, std::size_t end_row) {
    constexpr double kBlockRate = 50.0;  // 1/s: many times that of steps
    block_rows = std::max<std::size_t>(1, std::size_t(rate_hz / kBlockRate));
    const std::size_t count = size() / block_rows;
    const std::size_t end = std::min(count, (std::min(end_row, size()) + block_rows - 1) / block_rows);
    for_each_block_column(*this, [&](const std::vector<double>& rows, std::vector<double>& means) {
        if (means.capacity() < count) means.reserve(count + count / 8);
        means.resize(count);
        for (std::size_t block = from_row / block_rows; block < end; ++block) {
            double sum = 0.0;
            for (std::size_t i = block * block_rows; i < (block + 1) * block_rows; ++i) sum += rows[i];
            means[block] = sum / double(block_rows);
        }
    });
}

SeenRows::Change SeenRows::look(const GaitSignals& signals) {
    Change change;
    if (signals.origin != 0 && signals.origin == origin_) {
        change.dropped = signals.first - first_;
        change.unchanged = stable_end_ - std::min(stable_end_, signals.first);
    }
    origin_ = signals.origin;
    first_ = signals.first;
    stable_end_ = signals.first + signals.stable;
    return change;
}

GaitSignalBuilder::GaitSignalBuilder(const Params& params)
    : params_(params), rates_({kLeverRateCutoff, kLeverRateCutoff, kLeverRateCutoff}) {}

void GaitSignalBuilder::begin(std::span<const OrientedSample> samples,
                              const Rotation<Pelvis, Sensor>& pelvis_from_sensor, GaitSignals& signals) {
    is_new_ = false;
    pelvis_from_sensor_ = pelvis_from_sensor;
    signals.rate_hz = params_.rate.si();
    signals.start_s = in_seconds(samples.front().time);
    signals.origin = ++origins_;
    signals.first = signals.stable = 0;
    dropped_ = 0;
}

void GaitSignalBuilder::drop_old_rows(SessionTime first_sample, GaitSignals& signals) {
    const double old = std::floor(signals.row_at(in_seconds(first_sample)));
    if (!(old >= double(signals.block_rows))) return;
    const std::size_t rows =
        std::min(std::size_t(old), signals.stable) / signals.block_rows * signals.block_rows;
    signals.drop_front(rows);
    for (auto* column : {&rate_x_, &rate_y_, &rate_z_}) erase_front(*column, rows);
    dropped_ += rows;
}

void GaitSignalBuilder::build(std::span<const OrientedSample> samples,
                              const Rotation<Pelvis, Sensor>& pelvis_from_sensor, GaitSignals& signals) {
    const bool is_same_mounting =
        pelvis_from_sensor.quaternion().coeffs() == pelvis_from_sensor_.quaternion().coeffs();
    std::size_t known = 0;
    if (is_new_ || !is_same_mounting || signals.size() == 0) {
        begin(samples, pelvis_from_sensor, signals);
    } else {
        drop_old_rows(samples.front().time, signals);
        known = signals.size();
    }
    const auto rows = std::size_t(std::floor(signals.row_at(in_seconds(samples.back().time)) + 0.5)) + 1;
    if (rows == known) return;
    // The last row lacked the sample behind it.
    const std::size_t from = known > 0 ? known - 1 : 0;
    signals.resize(rows);
    for (auto* column : {&rate_x_, &rate_y_, &rate_z_}) {
        if (column->capacity() < rows) column->reserve(rows + rows / 8);
        column->resize(rows);
    }
    build_rows(samples, from, rows, signals);
    rates_.update({rate_x_, rate_y_, rate_z_}, params_.rate, from, dropped_);
    dropped_ = 0;
    add_lever(rates_.unchanged() > 0 ? rates_.unchanged() - 1 : 0, signals);
    signals.average_blocks(from);
    const std::size_t not_final = rates_.settles() + 2;
    signals.stable = rows > not_final ? rows - not_final : 0;
}

void GaitSignalBuilder::correct(std::span<const OrientedSample> samples, std::size_t first, std::size_t last,
                                GaitSignals& signals) {
    if (first >= last) return;
    const SessionTime from = samples[first > 0 ? first - 1 : 0].time, to = samples[last - 1].time;
    const double from_row = std::max(0.0, std::ceil(signals.row_at(in_seconds(from))));
    const double to_row = std::floor(signals.row_at(in_seconds(to)));
    if (!(to_row >= from_row)) return;
    const std::size_t end = std::min(signals.size(), std::size_t(to_row) + 1);
    build_rows(samples, std::size_t(from_row), end, signals);
    signals.average_blocks(std::size_t(from_row), end);
}

// Each row lies between two samples; attitude by normalised interpolation, vectors by straight lines.
void GaitSignalBuilder::build_rows(std::span<const OrientedSample> samples, std::size_t first,
                                   std::size_t end, GaitSignals& signals) {
    const Eigen::Quaterniond sensor_from_pelvis = pelvis_from_sensor_.quaternion().conjugate();
    const auto start = std::ranges::upper_bound(samples, signals.time_at(double(first)) + 1e-9, {},
                                                [](const OrientedSample& s) { return in_seconds(s.time); });
    std::size_t k = start == samples.begin() ? 0 : std::size_t(start - samples.begin()) - 1;
    const auto after = [&] { return std::min(k + 1, samples.size() - 1); };
    double a_s = in_seconds(samples[k].time), b_s = in_seconds(samples[after()].time);
    for (std::size_t i = first; i < end; ++i) {
        const double t = signals.time_at(double(i));
        while (k + 1 < samples.size() && b_s <= t + 1e-9) {
            ++k;
            a_s = std::exchange(b_s, in_seconds(samples[after()].time));
        }
        const OrientedSample &a = samples[k], &b = samples[after()];
        double part = b_s > a_s ? std::clamp((t - a_s) / (b_s - a_s), 0.0, 1.0) : 0.0;
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
        const Eigen::Vector3d pelvis_rate = pelvis_from_sensor_.quaternion() * turning;
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
        signals.obliquity[i] = obliquity_of(earth_from_pelvis);
        signals.left_x[i] = cosine;
        signals.left_y[i] = sine;
        signals.left_azimuth[i] =
            i == 0 ? std::atan2(sine, cosine)
                   : signals.left_azimuth[i - 1] +
                         turn_between(signals.left_x[i - 1], signals.left_y[i - 1], cosine, sine);
        signals.up_x[i] = earth_from_pelvis(2, 0);
        signals.up_y[i] = earth_from_pelvis(2, 1);
        signals.up_z[i] = earth_from_pelvis(2, 2);
        signals.tilt[i] =
            i == 0 ? tilt_of(earth_from_pelvis)
                   : within_half_turn(signals.tilt[i - 1] + turn_between(signals.up_z[i - 1], -signals.up_x[i - 1],
                                                                         signals.up_z[i], -signals.up_x[i]));
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
}

// A point r ahead of the sensor feels α × r + ω × (ω × r) more. With r along forward only the up row matters.
void GaitSignalBuilder::add_lever(std::size_t first, GaitSignals& signals) const {
    const std::vector<double>&x = rates_[0], &y = rates_[1], &z = rates_[2];
    const double arm = params_.lever_arm.si() / kStandardGravity;
    const std::size_t rows = signals.size();
    for (std::size_t i = first; i < rows; ++i) {
        const std::size_t before = i == 0 ? 0 : i - 1;
        const std::size_t after = std::min(i + 1, rows - 1);
        const double step = std::max<double>(1.0, double(after - before)) / signals.rate_hz;
        const double tilt_acceleration = (y[after] - y[before]) / step;
        const double turn_acceleration = (z[after] - z[before]) / step;
        // In pelvis axes, r = (1, 0, 0): α × r = (0, αz, -αy); ω × (ω × r) = (-(ωy² + ωz²), ωx ωy, ωx ωz).
        const double ahead = -(y[i] * y[i] + z[i] * z[i]);
        const double left = turn_acceleration + x[i] * y[i];
        const double up = -tilt_acceleration + x[i] * z[i];
        signals.lever_g[i] = arm * (signals.up_x[i] * ahead + signals.up_y[i] * left + signals.up_z[i] * up);
    }
}

}  // namespace sacrum::analysis
