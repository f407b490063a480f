#include "samples/true_strides.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace sacrum::samples {
namespace {

constexpr int kPoints = 401;         // per stride
constexpr int kWindowPoints = 241;   // in the drop window
constexpr double kDropWindow = 0.6;  // of stance

struct Range {
    double low = 1e300, high = -1e300;
    void add(double x) {
        low = std::min(low, x);
        high = std::max(high, x);
    }
    [[nodiscard]] double size() const { return high - low; }
};

// Peak to peak with the line from the first to the last point removed.
double swing(const std::array<double, kPoints>& x) {
    Range range;
    for (int i = 0; i < kPoints; ++i)
        range.add(x[std::size_t(i)] - x.front() - (x.back() - x.front()) * i / (kPoints - 1));
    return range.size();
}

void measure_drop(const Trajectory& trajectory, const Footfall& fall, MetricValues& metrics) {
    const double sign = fall.side == Side::right ? 1.0 : -1.0, stance = fall.lift_off - fall.contact;
    const auto drop = [&](double share) {
        return sign * degrees_from_radians(trajectory.at(fall.contact + share * stance).obliquity);
    };
    double peak = -1e300, peak_at = 0.0;
    for (int i = 0; i < kWindowPoints; ++i) {
        const double share = kDropWindow * i / (kWindowPoints - 1), value = drop(share);
        if (value > peak) {
            peak = value;
            peak_at = share;
        }
    }
    metrics[Metric::cpd_peak] = peak;
    metrics[Metric::cpd_at_contact] = drop(0.0);
    metrics[Metric::cpd_excursion] = peak - drop(0.0);
    metrics[Metric::cpd_midstance] = drop(0.5);
    metrics[Metric::cpd_time_to_peak] = 1e3 * peak_at * stance;
    metrics[Metric::cpd_late_rise] = peak - drop(1.0);
}

void measure_movement(const Trajectory& trajectory, double start, double end, double lever,
                      MetricValues& metrics) {
    std::array<Eigen::Vector3d, kPoints> sensor, centre;
    Range obliquity, tilt, rotation;
    Eigen::Vector2d left = Eigen::Vector2d::Zero();
    for (int i = 0; i < kPoints; ++i) {
        const BodyState body = trajectory.at(start + (end - start) * i / (kPoints - 1));
        const Eigen::Matrix3d turned = body.level_from_pelvis();
        sensor[std::size_t(i)] = body.centre - lever * turned.col(0);
        centre[std::size_t(i)] = body.centre;
        left += turned.col(1).head<2>().normalized();
        obliquity.add(body.obliquity);
        tilt.add(body.tilt);
        rotation.add(body.rotation + body.heading);
    }
    left.normalize();
    std::array<double, kPoints> sway, sway_centre, height;
    for (std::size_t i = 0; i < kPoints; ++i) {
        sway[i] = sensor[i].head<2>().dot(left);
        sway_centre[i] = centre[i].head<2>().dot(left);
        height[i] = sensor[i].z();
    }
    metrics[Metric::obliquity_rom] = degrees_from_radians(obliquity.size());
    metrics[Metric::tilt_rom] = degrees_from_radians(tilt.size());
    metrics[Metric::rotation_rom] = degrees_from_radians(rotation.size());
    metrics[Metric::sway_ml] = 1e3 * swing(sway);
    metrics[Metric::sway_ml_centre] = 1e3 * swing(sway_centre);
    metrics[Metric::vertical_osc] = 1e3 * swing(height);
}

}  // namespace

std::vector<TrueStride> measure_strides(const Trajectory& trajectory, GaitMode mode, Length lever_arm,
                                        double length_s, double stretch) {
    const std::vector<Footfall> falls = trajectory.real_steps();
    std::vector<TrueStride> strides;
    for (std::size_t i = 0; i + 2 < falls.size(); ++i) {
        const Footfall& fall = falls[i];
        const double start = fall.contact, end = falls[i + 2].contact;
        if (start < 0.0 || end >= length_s * stretch) continue;
        const auto session = [&](double time) { return session_time_from_seconds(time / stretch); };
        TrueStride stride{fall.side, session(start), session(end), session(fall.lift_off), {}};
        MetricValues& metrics = stride.metrics;
        const double seconds = (end - start) / stretch, contact = (fall.lift_off - start) / stretch;
        metrics[Metric::stride_time] = seconds;
        metrics[Metric::contact_time] = contact;
        metrics[Metric::step_time] = (falls[i + 1].contact - start) / stretch;
        if (mode == GaitMode::running)
            metrics[Metric::flight_time] = (falls[i + 1].contact - fall.lift_off) / stretch;
        metrics[Metric::duty_factor] = contact / seconds;
        metrics[Metric::cadence] = 120.0 / seconds;
        measure_drop(trajectory, fall, metrics);
        measure_movement(trajectory, start, end, lever_arm.si(), metrics);
        strides.push_back(stride);
    }
    return strides;
}

}  // namespace sacrum::samples
