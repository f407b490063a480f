#include "analysis/measurement_error.hpp"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <iterator>
#include <utility>

#include "analysis/error_causes.hpp"

namespace sacrum::analysis {
namespace {

// deg: of the obliquity that standing shows, and of a sensor put on by hand when nobody stood.
constexpr double kStandingLevel = 0.045;
constexpr double kHandLevel = 1.7;
// deg s²/m: beyond this nothing tells how much later a shock comes through skin.
constexpr double kSkinTried = 0.15;
// Strides of a rhythm that wanders over minutes are less of a sample than their nearest neighbours tell.
constexpr double kRhythmWanders = 1.7;

// MDC95 of repeated walks, in each metric's unit.
constexpr std::pair<Metric, double> kWalkingChanges[] = {
    {Metric::contact_time, 0.060},  {Metric::cadence, 9.2},       {Metric::cpd_peak, 1.5},
    {Metric::cpd_excursion, 4.1},   {Metric::obliquity_rom, 4.8}, {Metric::sway_ml, 11.3},
    {Metric::sway_ml_centre, 11.4}, {Metric::vertical_osc, 9.4},
};

double root_sum(std::initializer_list<double> errors) {
    double sum = 0.0;
    for (const double error : errors) sum += error * error;
    return std::sqrt(sum);
}

// What is added to the drop of one side and taken from that of the other. A forward axis that is off turns
// the lean of the gait into obliquity.
double level_error(const SessionReport& report, const ErrorCauses& causes) {
    const auto& stood = report.mounting.standing_sd_deg;
    const double level = stood ? std::hypot(kStandingLevel, *stood) : kHandLevel;
    return std::hypot(level, 0.44 * causes.heading * causes.lean);
}

// Without the error of the level. Constants of one cause are alike for related measures, and one formula
// serves both gaits where the cause is the same.
double error_of_motion(Metric metric, double size, const ErrorCauses& by) {
    const double rounded = by.obliquity * by.rounding;
    const double turned = by.heading * by.tilt;                   // tilt that shows as obliquity
    const double nodded = by.wobble.obliquity * by.acceleration;  // deg, of the sensor and not of the pelvis
    const double late =
        by.runs ? std::min(kSkinTried, by.nod()) : 0.0;  // contacts of running are read from shocks
    const double scale = by.gyroscope_bias * size;
    const double shaken = by.gyroscope_bias * by.vertical;  // axes askew: vertical movement shows sideways
    const double leaned = by.heading * by.vertical;
    // No contact is further off than a quarter of a step, no drop than half of the pelvis's range.
    const double misread =
        by.timing * root_sum({by.runs ? 0.0122 : 0.0184, 0.49 * late, 0.23 * by.unevenness_s});
    const double contact = std::min(misread, 0.25 / std::max(1.0, by.steps_hz));
    const auto within_range = [&](double error) {
        return by.obliquity > 0.0 ? std::min(error, 0.5 * by.obliquity) : error;
    };
    switch (metric) {
        case Metric::stride_time: return 0.0005 * size;
        case Metric::step_time: return root_sum({0.00044, 0.44 * by.unevenness_s});
        case Metric::cadence: return 0.0005 * size;
        case Metric::contact_time: return contact;
        case Metric::flight_time: return contact;
        case Metric::duty_factor: return 0.5 * by.steps_hz * contact;
        case Metric::cpd_time_to_peak: return by.timing * std::hypot(by.runs ? 3.8 : 8.0, 213.0 * late);
        case Metric::cpd_excursion:
            return within_range(root_sum(
                {0.0142 * by.fall, 1.76 * late * by.fall, 4.2 * rounded, 0.35 * turned, 1.06 * nodded}));
        case Metric::cpd_at_contact:
            return within_range(root_sum(
                {0.0133 * by.fall, 1.13 * late * by.fall, 5.5 * rounded, 0.52 * turned, 0.62 * nodded}));
        case Metric::cpd_midstance:
            return within_range(root_sum({0.24, 0.26 * late * by.rise, 0.2 * turned, 0.53 * nodded}));
        case Metric::cpd_late_rise:
            return within_range(
                root_sum({0.06, 0.041 * by.obliquity, 1.1 * late * by.rise, 18.0 * rounded, 0.29 * turned}));
        case Metric::cpd_peak: return root_sum({6.2 * rounded, 0.15 * turned, 0.74 * nodded});
        case Metric::obliquity_rom:
            return root_sum({0.05, 0.0113 * scale, 2.8 * rounded, 0.24 * turned, 0.59 * nodded});
        case Metric::tilt_rom:
            return root_sum(
                {0.05 * scale, 0.34 * by.heading * by.obliquity, 1.39 * by.wobble.tilt * by.acceleration});
        case Metric::rotation_rom:
            return root_sum(
                {0.024 * scale, 5.1 * size * by.rounding, 1.12 * by.wobble.rotation * by.acceleration});
        case Metric::sway_ml:
            return root_sum({0.0174 * scale, 0.0078 * shaken, 0.086 * leaned, 0.089 * by.nod() * by.vertical,
                             0.016 * by.clipped * by.vertical, by.has_stood ? 0.0 : 0.006 * by.vertical});
        case Metric::sway_ml_centre:
            return root_sum({0.02 * scale, 0.0085 * shaken, 0.09 * leaned, 0.094 * by.nod() * by.vertical,
                             0.042 * by.clipped * by.vertical, by.has_stood ? 0.0 : 0.019 * by.vertical});
        case Metric::vertical_osc:
            return root_sum({0.0119 * scale, 2.7 * size * by.rounding, 4.0 * by.nod() * by.acceleration,
                             0.13 * by.clipped * size, 0.14 * by.lost * size});
    }
    return 0.0;
}

}  // namespace

double measurement_error(Metric metric, const SideSummary& side, const SessionReport& report) {
    const ErrorCauses causes = error_causes(side, report);
    const double motion = error_of_motion(metric, size_of(metric, side), causes);
    return carries_level(metric) ? std::hypot(motion, level_error(report, causes)) : motion;
}

double error_within_session(Metric metric, double median, GaitMode gait) {
    return error_of_motion(metric, std::abs(median), usual_causes(metric, median, gait));
}

std::optional<double> minimal_detectable_change(Metric metric, const SessionReport& report) {
    if (report.main_gait != GaitMode::walking) return std::nullopt;
    const auto* const found = std::ranges::find(kWalkingChanges, metric, &std::pair<Metric, double>::first);
    return found == std::end(kWalkingChanges) ? std::nullopt : std::optional(found->second);
}

double difference_error(Metric metric, const SessionReport& report) {
    const auto& [left, right] = report.sides;
    const ErrorCauses of_left = error_causes(left, report), of_right = error_causes(right, report);
    const double motion = std::hypot(error_of_motion(metric, size_of(metric, left), of_left),
                                     error_of_motion(metric, size_of(metric, right), of_right));
    return carries_level(metric) ? std::hypot(motion, 2.0 * level_error(report, of_left)) : motion;
}

double wandering(Metric metric) {
    const bool is_rhythm =
        metric == Metric::stride_time || metric == Metric::step_time || metric == Metric::cadence;
    return is_rhythm ? kRhythmWanders : 1.0;
}

}  // namespace sacrum::analysis
