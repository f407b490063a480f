#include "analysis/error_causes.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace sacrum::analysis {
namespace {

// Contact times of a landing that does not fit the model.
constexpr double kUnverifiedFactor = 3.0;
// deg/s: no sensor is taken to be better than a calibrated one, and one that hides its bias is a usual
// wearable.
constexpr double kLeastBias = 0.2, kUsualBias = 0.5;
// deg: forward axis of a sensor put on by hand, of one found from the gait, and how far gaits differ by
// themselves.
constexpr double kHandHeading = 2.0, kFoundHeading = 4.0, kHeadingOfGaits = 7.0;

double heading_error(const MountingReport& mounting) {
    const auto sine = [](double degrees) { return std::sin(radians_from_degrees(std::min(90.0, degrees))); };
    if (mounting.method != MountingMethod::declared)
        return std::hypot(sine(kHandHeading), sine(kFoundHeading));
    const double seen = std::abs(mounting.heading_found_deg.value_or(0.0));
    const double beyond =
        seen > kHeadingOfGaits ? std::sqrt(seen * seen - kHeadingOfGaits * kHeadingOfGaits) : 0.0;
    return std::hypot(sine(kHandHeading), sine(beyond));
}

double mean_tilt(const SessionReport& report) {
    double sum = 0.0;
    int sides = 0;
    for (const Side side : kBothSides) {
        const Waveform& tilt = report.tilt_deg[side];
        if (tilt.strides == 0) continue;
        sum += std::accumulate(tilt.mean.begin(), tilt.mean.end(), 0.0) / double(tilt.mean.size());
        ++sides;
    }
    return sides > 0 ? sum / sides : 0.0;
}

double unevenness(const SessionReport& report) {
    const double left = size_of(Metric::step_time, report.sides.left);
    const double right = size_of(Metric::step_time, report.sides.right);
    return left > 0.0 && right > 0.0 ? 0.5 * std::abs(left - right) : 0.0;
}

}  // namespace

double size_of(Metric metric, const SideSummary& side) {
    const auto& found = side.metrics[std::size_t(metric)];
    return found ? std::abs(found->median) : 0.0;
}

double ErrorCauses::nod() const { return std::hypot(wobble.obliquity, wobble.tilt); }

ErrorCauses error_causes(const SideSummary& side, const SessionReport& report) {
    ErrorCauses causes;
    causes.runs = report.main_gait == GaitMode::running;
    causes.timing = report.fits_landing_model ? 1.0 : kUnverifiedFactor;
    causes.steps_hz = size_of(Metric::cadence, side) / 60.0;
    const double rate_hz = report.rate.si();
    if (rate_hz > 0.0) causes.rounding = (causes.steps_hz / rate_hz) * (causes.steps_hz / rate_hz);
    causes.unevenness_s = unevenness(report);

    causes.obliquity = size_of(Metric::obliquity_rom, side);
    causes.tilt = size_of(Metric::tilt_rom, side);
    causes.vertical = size_of(Metric::vertical_osc, side);
    causes.fall = causes.timing * causes.steps_hz * size_of(Metric::cpd_excursion, side);
    causes.rise = causes.timing * causes.steps_hz * size_of(Metric::cpd_late_rise, side);
    causes.lean = std::abs(mean_tilt(report));
    const double omega = 2.0 * std::numbers::pi * causes.steps_hz;
    causes.acceleration = 0.5e-3 * causes.vertical * omega * omega;

    causes.gyroscope_bias = std::hypot(kLeastBias, report.gyroscope_bias_deg_per_s.value_or(kUsualBias));
    causes.heading = heading_error(report.mounting);
    causes.has_stood = report.mounting.standing_sd_deg.has_value();
    const auto clipped = double(report.quality.clipped_samples);
    causes.clipped = std::sqrt(clipped / std::max(1.0, double(report.quality.samples)));
    causes.lost = report.loss_fraction;
    causes.wobble = report.mounting.wobble.value_or(Wobble{});
    return causes;
}

ErrorCauses usual_causes(Metric metric, double median, GaitMode gait) {
    struct Usual {
        Metric metric;
        double walking, running;
    };
    constexpr Usual kUsual[] = {
        {Metric::cadence, 110.0, 165.0},   {Metric::obliquity_rom, 8.0, 12.0},
        {Metric::tilt_rom, 3.0, 6.0},      {Metric::cpd_excursion, 4.0, 2.5},
        {Metric::cpd_late_rise, 4.0, 8.0}, {Metric::vertical_osc, 38.0, 90.0},
    };
    SideSummary side;
    for (const Usual& usual : kUsual) {
        const double middle = gait == GaitMode::running ? usual.running : usual.walking;
        side.metrics[std::size_t(usual.metric)] = MetricSummary{.median = middle};
    }
    side.metrics[std::size_t(metric)] = MetricSummary{.median = median};
    SessionReport report;
    report.main_gait = gait;
    report.rate = Frequency::of_si(100.0);
    report.mounting.method = MountingMethod::declared;
    report.mounting.standing_sd_deg = 0.0;
    return error_causes(side, report);
}

}  // namespace sacrum::analysis
