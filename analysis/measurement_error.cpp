#include "analysis/measurement_error.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace sacrum::analysis {
namespace {

// deg: of the obliquity that standing shows, and of a sensor put on by hand when nobody stood.
constexpr double kStandingLevel = 0.045;
constexpr double kFoundLevel = 0.25;  // a forward axis off by some degrees lets tilt into obliquity
constexpr double kHandLevel = 1.7;
// Contact times of a landing that does not fit the model.
constexpr double kUnverifiedFactor = 3.0;

// MDC95 of repeated walks, in each metric's unit.
constexpr std::pair<Metric, double> kWalkingChanges[] = {
    {Metric::contact_time, 0.060},  {Metric::cadence, 9.2},       {Metric::cpd_peak, 1.5},
    {Metric::cpd_excursion, 4.1},   {Metric::obliquity_rom, 4.8}, {Metric::sway_ml, 11.3},
    {Metric::sway_ml_centre, 11.4}, {Metric::vertical_osc, 9.4},
};

constexpr Frequency kUsualRate = Frequency::of_si(100.0);

double level_error(const SessionReport& report) {
    const MountingReport& mounting = report.mounting;
    if (!mounting.standing_sd_deg) return kHandLevel;
    const double found = mounting.method == MountingMethod::found ? kFoundLevel : 0.0;
    return std::hypot(kStandingLevel, *mounting.standing_sd_deg, found);
}

double median_of(const SideSummary& side, Metric metric) {
    const auto& found = side.metrics[std::size_t(metric)];
    return found ? std::abs(found->median) : 0.0;
}

// Half of the difference between the step times of the sides, in s: the harmonic that tells contact times of
// running takes steps as alike.
double unevenness(const SessionReport& report) {
    const double left = median_of(report.sides.left, Metric::step_time);
    const double right = median_of(report.sides.right, Metric::step_time);
    return left > 0.0 && right > 0.0 ? 0.5 * std::abs(left - right) : 0.0;
}

// Without the error of the level. What errors scale with: the size of the movement (scale and cross-axis
// errors of a sensor), the square of the share of a step that lies between two samples (a coarse sensor
// rounds the extremes off), and for what is read at a moment of contact how steep the curve is there.
double error_of_motion(Metric metric, const SideSummary& side, const SessionReport& report) {
    const bool runs = report.main_gait == GaitMode::running;
    const double timing = report.fits_landing_model ? 1.0 : kUnverifiedFactor;
    const double size = median_of(side, metric);
    const double steps_hz = median_of(side, Metric::cadence) / 60.0;
    const double rate_hz = report.rate.si();
    const double rounding = rate_hz > 0.0 ? (steps_hz / rate_hz) * (steps_hz / rate_hz) : 0.0;
    const double range = median_of(side, Metric::obliquity_rom);
    const double tilt = median_of(side, Metric::tilt_rom);
    const double uneven = runs ? unevenness(report) : 0.0;
    const double moment = timing * 0.0125 * steps_hz;
    const double fall = moment * median_of(side, Metric::cpd_excursion);
    const double rise = moment * median_of(side, Metric::cpd_late_rise);
    switch (metric) {
        case Metric::stride_time: return 0.0006;
        case Metric::step_time: return 0.0008;
        case Metric::cadence: return std::hypot(0.055, 0.0122 * steps_hz * steps_hz);
        case Metric::contact_time: return timing * (runs ? std::hypot(0.0136, 0.4 * uneven) : 0.016);
        case Metric::flight_time: return timing * std::hypot(0.0136, 0.4 * uneven);
        case Metric::duty_factor:
            return timing * (runs ? std::hypot(0.0207, 0.2 * uneven * steps_hz) : 0.017);
        case Metric::cpd_time_to_peak: return timing * (runs ? 4.5 : 6.8);
        case Metric::cpd_excursion: return std::hypot(0.085, fall, 7.0 * range * rounding);
        case Metric::cpd_at_contact: return std::hypot(runs ? 0.15 : 0.06, fall, 5.1 * range * rounding);
        case Metric::cpd_midstance: return std::hypot(0.23, 0.3 * rise, 2.4 * range * rounding);
        case Metric::cpd_late_rise: return std::hypot(0.28, 1.3 * rise, 17.0 * range * rounding);
        case Metric::cpd_peak: return std::hypot(0.025, 0.0155 * tilt, 2.6 * range * rounding);
        case Metric::obliquity_rom: return std::hypot(0.084, 0.0046 * size, 5.2 * size * rounding);
        case Metric::tilt_rom: return std::hypot(0.034 * size, 0.012 * range, 12.2 * size * rounding);
        case Metric::rotation_rom:
            return std::hypot(std::hypot(0.035, 0.0054 * size), 0.0073 * range, 2.7 * size * rounding);
        case Metric::sway_ml: return std::hypot(0.50, 0.005 * size);
        case Metric::sway_ml_centre:
            return std::hypot(0.33, 0.0088 * size, 0.005 * median_of(side, Metric::vertical_osc));
        case Metric::vertical_osc: return std::hypot(0.19, 0.0062 * size, 2.1 * size * rounding);
    }
    return 0.0;
}

}  // namespace

double measurement_error(Metric metric, const SideSummary& side, const SessionReport& report) {
    const double motion = error_of_motion(metric, side, report);
    return carries_level(metric) ? std::hypot(motion, level_error(report)) : motion;
}

double error_within_session(Metric metric, double median, GaitMode gait) {
    const bool runs = gait == GaitMode::running;
    SessionReport report;
    report.main_gait = gait;
    report.rate = kUsualRate;
    report.fits_landing_model = true;
    SideSummary side;
    const auto set = [&](Metric which, double usual) {
        side.metrics[std::size_t(which)].emplace().median = which == metric ? median : usual;
    };
    set(Metric::cadence, runs ? 168.0 : 110.0);
    set(Metric::obliquity_rom, runs ? 11.0 : 9.0);
    set(Metric::tilt_rom, runs ? 6.0 : 4.0);
    set(Metric::cpd_excursion, runs ? 3.0 : 4.0);
    set(metric, median);
    return error_of_motion(metric, side, report);
}

std::optional<double> minimal_detectable_change(Metric metric, const SessionReport& report) {
    if (report.main_gait != GaitMode::walking) return std::nullopt;
    const auto* const found = std::ranges::find(kWalkingChanges, metric, &std::pair<Metric, double>::first);
    return found == std::end(kWalkingChanges) ? std::nullopt : std::optional(found->second);
}

double difference_error(Metric metric, const SessionReport& report) {
    const double motion = std::hypot(error_of_motion(metric, report.sides.left, report),
                                     error_of_motion(metric, report.sides.right, report));
    return carries_level(metric) ? std::hypot(motion, 2.0 * level_error(report)) : motion;
}

}  // namespace sacrum::analysis
