#include "analysis/gait_signals.hpp"

#include <algorithm>
#include <array>
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
    const Eigen::Vector4d line = (1.0 - part) * a.coeffs() + part * b.coeffs();
    return Eigen::Quaterniond(Eigen::Vector4d(line * (1.0 / line.norm())));
}

// Number by number: put together from numbers, a vector would have to come back from memory as a whole.
Eigen::Vector3d product(const Eigen::Matrix3d& m, double x, double y, double z) {
    return {m(0, 0) * x + m(0, 1) * y + m(0, 2) * z, m(1, 0) * x + m(1, 1) * y + m(1, 2) * z,
            m(2, 0) * x + m(2, 1) * y + m(2, 2) * z};
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
                              const Rotation<Pelvis, Sensor>& pelvis_from_sensor, SignalDetail detail,
                              GaitSignals& signals) {
    is_new_ = false;
    detail_ = detail;
    pelvis_from_sensor_ = pelvis_from_sensor;
    pelvis_axes_ = pelvis_from_sensor.matrix().transpose();
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
                              const Rotation<Pelvis, Sensor>& pelvis_from_sensor, GaitSignals& signals,
                              SignalDetail detail) {
    const bool is_same_mounting =
        pelvis_from_sensor.quaternion().coeffs() == pelvis_from_sensor_.quaternion().coeffs();
    std::size_t known = 0;
    if (is_new_ || detail != detail_ || !is_same_mounting || signals.size() == 0) {
        begin(samples, pelvis_from_sensor, detail, signals);
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
    if (detail == SignalDetail::everything) {
        rates_.update({rate_x_, rate_y_, rate_z_}, params_.rate, from, dropped_);
        add_lever(rates_.unchanged() > 0 ? rates_.unchanged() - 1 : 0, signals);
    }
    dropped_ = 0;
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

// Of all columns; those of the lever arm come from filtered rates.
struct GaitSignalBuilder::Row {
    double vertical, specific_force_g, earth_x, earth_y, forward, left;
    double obliquity, tilt, left_azimuth, obliquity_rate, turn_rate;
    double forward_x, forward_y, left_x, left_y, up_x, up_y, up_z;
    double rate_x, rate_y, rate_z;  // in pelvis axes
    std::uint8_t is_bridged, is_resting, is_settled;
};

// Part of the way from one sample to the next; attitude by normalised interpolation, vectors by straight
// lines. Angles that may turn further go on from the row before; there is none before the first.
void GaitSignalBuilder::build_row(const OrientedSample& a, const OrientedSample& b, double part,
                                  const Row* before, Row& row) const {
    Eigen::Vector3d force = a.specific_force.si(), turning = a.angular_rate.si();
    Eigen::Matrix3d earth_from_sensor;
    if (part > 0.0) {
        earth_from_sensor =
            between(a.earth_from_reading.quaternion(), b.earth_from_reading.quaternion(), part)
                .toRotationMatrix();
        force += part * (b.specific_force.si() - force);
        turning += part * (b.angular_rate.si() - turning);
    } else {
        earth_from_sensor = a.earth_from_reading.matrix();
    }
    const auto in_earth = [&](const auto& v) { return product(earth_from_sensor, v(0), v(1), v(2)); };
    const Eigen::Vector3d ahead = in_earth(pelvis_axes_.col(0)), left = in_earth(pelvis_axes_.col(1)),
                          up = in_earth(pelvis_axes_.col(2));
    const Eigen::Vector3d earth_force = in_earth(force), earth_rate = in_earth(turning);
    // Of the azimuth of the left axis.
    const double per_level = 1.0 / std::max(1e-12, std::sqrt(left.x() * left.x() + left.y() * left.y()));
    const double cosine = left.x() * per_level, sine = left.y() * per_level;

    row.specific_force_g = earth_force.z() * (1.0 / kStandardGravity);
    row.vertical = earth_force.z() - kStandardGravity;
    row.earth_x = earth_force.x();
    row.earth_y = earth_force.y();
    row.left = cosine * earth_force.x() + sine * earth_force.y();
    row.forward = sine * earth_force.x() - cosine * earth_force.y();
    row.turn_rate = earth_rate.z();
    row.is_resting = a.is_resting;
    row.is_settled = a.is_settled && b.is_settled;
    row.is_bridged = b.gap_before > kUnmarkedBridge && part > 0.0 && part < 1.0;
    if (detail_ == SignalDetail::movement) return;

    row.obliquity = obliquity_of(left.z());
    row.tilt =
        before == nullptr
            ? tilt_of(ahead.z(), up.z())
            : within_half_turn(before->tilt + turn_between(before->up_z, -before->up_x, up.z(), -ahead.z()));
    row.left_azimuth =
        before == nullptr ? std::atan2(sine, cosine)
                          : before->left_azimuth + turn_between(before->left_x, before->left_y, cosine, sine);
    // About the horizontal forward axis, so that a sensor that leans forward does not mix in rotation.
    row.obliquity_rate = obliquity_rate(sine * earth_rate.x() - cosine * earth_rate.y());
    row.forward_x = ahead.x();
    row.forward_y = ahead.y();
    row.left_x = cosine;
    row.left_y = sine;
    row.up_x = ahead.z();
    row.up_y = left.z();
    row.up_z = up.z();
    const Eigen::Vector3d pelvis_rate = pelvis_axes_.transpose() * turning;
    row.rate_x = pelvis_rate.x();
    row.rate_y = pelvis_rate.y();
    row.rate_z = pelvis_rate.z();
}

// Some rows at a time: row by row, two dozen columns would drive each other out of the cache.
void GaitSignalBuilder::build_rows(std::span<const OrientedSample> samples, std::size_t first,
                                   std::size_t end, GaitSignals& signals) {
    std::array<Row, 32> rows;
    Row last{};
    if (first > 0) {
        last.tilt = signals.tilt[first - 1];
        last.left_azimuth = signals.left_azimuth[first - 1];
        last.left_x = signals.left_x[first - 1];
        last.left_y = signals.left_y[first - 1];
        last.up_x = signals.up_x[first - 1];
        last.up_z = signals.up_z[first - 1];
    }
    const Row* before = first > 0 ? &last : nullptr;
    const auto start = std::ranges::upper_bound(samples, signals.time_at(double(first)) + 1e-9, {},
                                                [](const OrientedSample& s) { return in_seconds(s.time); });
    std::size_t k = start == samples.begin() ? 0 : std::size_t(start - samples.begin()) - 1;
    const auto after = [&] { return std::min(k + 1, samples.size() - 1); };
    double a_s = in_seconds(samples[k].time), b_s = in_seconds(samples[after()].time);
    for (std::size_t from = first; from < end; from += rows.size()) {
        const std::size_t count = std::min(rows.size(), end - from);
        for (std::size_t i = 0; i < count; ++i) {
            const double t = signals.time_at(double(from + i));
            while (k + 1 < samples.size() && b_s <= t + 1e-9) {
                ++k;
                a_s = std::exchange(b_s, in_seconds(samples[after()].time));
            }
            const double part = b_s > a_s ? std::clamp((t - a_s) / (b_s - a_s), 0.0, 1.0) : 0.0;
            build_row(samples[k], samples[after()], part < 1e-6 ? 0.0 : part, before, rows[i]);
            before = &rows[i];
        }
        put(std::span(rows).first(count), from, signals);
        last = rows[count - 1];
        before = &last;
    }
}

void GaitSignalBuilder::put(std::span<const Row> rows, std::size_t first, GaitSignals& signals) {
    const auto fill = [&](auto& column, auto value) {
        for (std::size_t i = 0; i < rows.size(); ++i) column[first + i] = rows[i].*value;
    };
    fill(signals.vertical, &Row::vertical);
    fill(signals.specific_force_g, &Row::specific_force_g);
    fill(signals.earth_x, &Row::earth_x);
    fill(signals.earth_y, &Row::earth_y);
    fill(signals.forward, &Row::forward);
    fill(signals.left, &Row::left);
    fill(signals.turn_rate, &Row::turn_rate);
    fill(signals.is_bridged, &Row::is_bridged);
    fill(signals.is_resting, &Row::is_resting);
    fill(signals.is_settled, &Row::is_settled);
    if (detail_ == SignalDetail::movement) return;
    fill(signals.obliquity, &Row::obliquity);
    fill(signals.tilt, &Row::tilt);
    fill(signals.left_azimuth, &Row::left_azimuth);
    fill(signals.obliquity_rate, &Row::obliquity_rate);
    fill(signals.forward_x, &Row::forward_x);
    fill(signals.forward_y, &Row::forward_y);
    fill(signals.left_x, &Row::left_x);
    fill(signals.left_y, &Row::left_y);
    fill(signals.up_x, &Row::up_x);
    fill(signals.up_y, &Row::up_y);
    fill(signals.up_z, &Row::up_z);
    fill(rate_x_, &Row::rate_x);
    fill(rate_y_, &Row::rate_y);
    fill(rate_z_, &Row::rate_z);
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
