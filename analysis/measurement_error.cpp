#include "analysis/measurement_error.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace sacrum::analysis {
namespace {

// deg: of the obliquity that standing shows, and of a sensor put on by hand when nobody stood.
constexpr double kStandingLevel = 0.05;
constexpr double kStandingLevelCausal = 0.09;
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

double level_error(const SessionReport& report) {
    const MountingReport& mounting = report.mounting;
    if (!mounting.standing_sd_deg) return kHandLevel;
    const double standing = report.pass == Pass::causal ? kStandingLevelCausal : kStandingLevel;
    const double found = mounting.method == MountingMethod::found ? kFoundLevel : 0.0;
    return std::hypot(standing, *mounting.standing_sd_deg, found);
}

// Without the error of the level.
double error_of_motion(Metric metric, double median, const SessionReport& report) {
    const bool runs = report.main_gait == GaitMode::running;
    const double timing = report.fits_landing_model ? 1.0 : kUnverifiedFactor;
    const double size = std::abs(median);
    switch (metric) {
        case Metric::stride_time: return 0.0007;
        case Metric::step_time: return 0.001;
        case Metric::cadence: return runs ? 0.12 : 0.09;
        case Metric::contact_time: return timing * (runs ? 0.011 : 0.018);
        case Metric::flight_time: return timing * 0.011;
        case Metric::duty_factor: return timing * (runs ? 0.016 : 0.016);
        case Metric::cpd_time_to_peak: return timing * (runs ? 2.5 : 11.0);
        // Read at the moment of contact, on a steep flank: the error of that moment counts.
        case Metric::cpd_excursion: return timing * (runs ? 0.13 : 0.14);
        case Metric::cpd_at_contact: return timing * (runs ? 0.18 : 0.18);
        case Metric::cpd_midstance: return timing * (runs ? 0.28 : 0.27);
        case Metric::cpd_late_rise: return timing * 0.42;
        case Metric::cpd_peak: return runs ? 0.12 : 0.04;
        case Metric::obliquity_rom: return 0.11;
        case Metric::tilt_rom: return runs ? 0.36 : 0.14;
        case Metric::rotation_rom: return 0.11;
        case Metric::sway_ml: return runs ? std::hypot(0.45, 0.010 * size) : std::hypot(0.25, 0.008 * size);
        case Metric::sway_ml_centre:
            return runs ? std::hypot(0.40, 0.012 * size) : std::hypot(0.20, 0.010 * size);
        case Metric::vertical_osc:
            return runs ? std::hypot(0.38, 0.0075 * size) : std::hypot(0.18, 0.004 * size);
    }
    return 0.0;
}

}  // namespace

double measurement_error(Metric metric, double median, const SessionReport& report) {
    const double motion = error_of_motion(metric, median, report);
    return carries_level(metric) ? std::hypot(motion, level_error(report)) : motion;
}

double error_within_session(Metric metric, double median, GaitMode gait) {
    SessionReport report;
    report.main_gait = gait;
    report.fits_landing_model = true;
    return error_of_motion(metric, median, report);
}

std::optional<double> minimal_detectable_change(Metric metric, const SessionReport& report) {
    if (report.main_gait != GaitMode::walking) return std::nullopt;
    const auto* const found = std::ranges::find(kWalkingChanges, metric, &std::pair<Metric, double>::first);
    return found == std::end(kWalkingChanges) ? std::nullopt : std::optional(found->second);
}

double difference_error(Metric metric, double left, double right, const SessionReport& report) {
    const double motion =
        std::hypot(error_of_motion(metric, left, report), error_of_motion(metric, right, report));
    return carries_level(metric) ? std::hypot(motion, 2.0 * level_error(report)) : motion;
}

}  // namespace sacrum::analysis
