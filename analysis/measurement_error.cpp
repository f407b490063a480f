#include "analysis/measurement_error.hpp"

#include <cmath>

namespace sacrum::analysis {
namespace {

// deg: of the obliquity that standing shows, and of a sensor put on by hand when nobody stood.
constexpr double kStandingLevel = 0.10;
constexpr double kHandLevel = 1.5;
// Contact times of a landing that does not fit the model.
constexpr double kUnverifiedFactor = 3.0;

double level_error(const SessionReport& report) {
    const auto& standing = report.mounting.standing_sd_deg;
    return standing ? std::hypot(kStandingLevel, *standing) : kHandLevel;
}

// Without the error of the level.
double error_of_motion(Metric metric, double median, const SessionReport& report) {
    const bool runs = report.main_gait == GaitMode::running;
    const double timing = report.is_timing_verified ? 1.0 : kUnverifiedFactor;
    const double size = std::abs(median);
    switch (metric) {
        case Metric::stride_time: return 0.0007;
        case Metric::step_time: return 0.001;
        case Metric::cadence: return 0.1;
        case Metric::contact_time: return timing * (runs ? 0.009 : 0.018);
        case Metric::flight_time: return timing * 0.009;
        case Metric::duty_factor: return timing * (runs ? 0.013 : 0.016);
        case Metric::cpd_time_to_peak: return timing * (runs ? 2.5 : 11.0);
        // Read at the moment of contact, on a steep flank: the error of that moment counts.
        case Metric::cpd_excursion: return timing * (runs ? 0.12 : 0.15);
        case Metric::cpd_at_contact: return timing * (runs ? 0.18 : 0.18);
        case Metric::cpd_midstance: return timing * (runs ? 0.28 : 0.27);
        case Metric::cpd_late_rise: return timing * 0.42;
        case Metric::cpd_peak: return 0.06;
        case Metric::obliquity_rom: return 0.11;
        case Metric::tilt_rom: return runs ? 0.36 : 0.14;
        case Metric::rotation_rom: return 0.11;
        case Metric::sway_ml: return std::hypot(0.30, 0.009 * size);
        case Metric::sway_ml_centre: return std::hypot(0.25, 0.012 * size);
        case Metric::vertical_osc: return std::hypot(0.20, 0.005 * size);
    }
    return 0.0;
}

}  // namespace

double measurement_error(Metric metric, double median, const SessionReport& report) {
    const double motion = error_of_motion(metric, median, report);
    return carries_level(metric) ? std::hypot(motion, level_error(report)) : motion;
}

double difference_error(Metric metric, double left, double right, const SessionReport& report) {
    const double motion =
        std::hypot(error_of_motion(metric, left, report), error_of_motion(metric, right, report));
    return carries_level(metric) ? std::hypot(motion, 2.0 * level_error(report)) : motion;
}

}  // namespace sacrum::analysis
