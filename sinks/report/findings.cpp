#include "sinks/report/findings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sinks/export/decimal_text.hpp"
#include "sinks/report/page/page_words.hpp"

namespace sacrum::sinks {
namespace {

constexpr double kCertainSide = 0.9;  // above this a side is called certain

const std::optional<MetricSummary>& summary_of(const SessionReport& report, Side side, Metric metric) {
    return report.sides[side].metrics[std::size_t(metric)];
}

std::string unit_after(const MetricDefinition& definition) {
    if (definition.unit.empty()) return "";
    return fmt::format("{}{}", definition.unit == "°" ? "" : " ", definition.unit);
}

std::string with_sign(double number, int decimals) {
    const std::string text = decimal(number, decimals);
    return fmt::format("{}{}", text.starts_with('-') ? "" : "+", text);
}

std::string strides_word(std::int64_t n) {
    return n == 1 ? page_words::kOneStride : fmt::format(page_words::kStrides, n);
}

// "left 7.4° (95 % interval 7.1 to 7.7°, 36 strides)"
std::string one_side(const SessionReport& report, Side side, Metric metric) {
    const auto& summary = summary_of(report, side, metric);
    if (!summary) return fmt::format(page_words::kNotMeasuredOn, word(side));
    if (summary->strides < 2) {
        return fmt::format(page_words::kOneStrideInStance, with_unit(metric, summary->median), word(side));
    }
    return fmt::format(page_words::kInStance, with_unit(metric, summary->median), word(side),
                       range_with_unit(metric, summary->ci95), strides_word(summary->strides));
}

std::string drop_sentence(const SessionReport& report) {
    const auto& left = summary_of(report, Side::left, Metric::cpd_peak);
    const auto& right = summary_of(report, Side::right, Metric::cpd_peak);
    if (!left && !right) return page_words::kNoDrop;
    if (!left || !right) {
        const Side side = left ? Side::left : Side::right;
        return fmt::format(page_words::kDropOfOneSide, one_side(report, side, Metric::cpd_peak),
                           word(opposite(side)));
    }
    return fmt::format(page_words::kDropOfBoth, one_side(report, Side::left, Metric::cpd_peak),
                       one_side(report, Side::right, Metric::cpd_peak));
}

std::string comparison_sentence(const SessionReport& report) {
    // Excursion first: it does not depend on how level the sensor sits.
    constexpr Metric kMetric = Metric::cpd_excursion;
    const auto& difference = report.differences[std::size_t(kMetric)];
    switch (difference_verdict(report, kMetric)) {
        case DifferenceVerdict::not_measured: return page_words::kTooFewToCompare;
        case DifferenceVerdict::not_told_from_mounting:
        case DifferenceVerdict::not_shown:
            return fmt::format(page_words::kNoDifferenceShown, difference_words(report, kMetric));
        case DifferenceVerdict::shown: break;
    }
    const Side more = difference->right_minus_left > 0.0 ? Side::right : Side::left;
    return fmt::format(page_words::kDroppedFurther,
                       with_unit(kMetric, std::abs(difference->right_minus_left)), word(more),
                       range_with_unit(kMetric, difference->ci95));
}

}  // namespace

std::string bare(Metric metric, double number) { return decimal(number, definition_of(metric).decimals); }

std::string with_unit(Metric metric, double number) {
    return bare(metric, number) + unit_after(definition_of(metric));
}

std::string range_with_unit(Metric metric, const Interval& interval) {
    return fmt::format("{} to {}", bare(metric, interval.low), with_unit(metric, interval.high));
}

std::string duration_words(Duration duration) {
    const double seconds = in_seconds(duration);
    if (seconds < 120.0) return decimal(seconds, 1) + " s";
    const auto whole = std::llround(seconds);
    return fmt::format("{} min {:02} s", whole / 60, whole % 60);
}

std::optional<double> detectable_difference(const SessionReport& report, Metric metric) {
    const auto& difference = report.differences[std::size_t(metric)];
    if (!difference) return std::nullopt;
    const double half = 0.5 * (difference->ci95.high - difference->ci95.low);
    if (carries_level(metric) && !report.mounting.standing_sd_deg) return std::nullopt;
    return half;
}

bool belongs_to_whole_stride(Metric metric) {
    switch (metric) {
        case Metric::stride_time:
        case Metric::cadence:
        case Metric::obliquity_rom:
        case Metric::tilt_rom:
        case Metric::rotation_rom:
        case Metric::sway_ml:
        case Metric::sway_ml_centre:
        case Metric::vertical_osc: return true;
        case Metric::contact_time:
        case Metric::cpd_peak:
        case Metric::cpd_excursion:
        case Metric::step_time:
        case Metric::flight_time:
        case Metric::duty_factor:
        case Metric::cpd_at_contact:
        case Metric::cpd_midstance:
        case Metric::cpd_time_to_peak:
        case Metric::cpd_late_rise: return false;
    }
    return false;
}

DifferenceVerdict difference_verdict(const SessionReport& report, Metric metric) {
    const auto& difference = report.differences[std::size_t(metric)];
    if (!difference) return DifferenceVerdict::not_measured;
    const auto detectable = detectable_difference(report, metric);
    if (!detectable) return DifferenceVerdict::not_told_from_mounting;
    const bool excludes_zero = difference->ci95.low > 0.0 || difference->ci95.high < 0.0;
    if (excludes_zero && std::abs(difference->right_minus_left) > *detectable)
        return DifferenceVerdict::shown;
    return DifferenceVerdict::not_shown;
}

std::string difference_words(const SessionReport& report, Metric metric) {
    switch (difference_verdict(report, metric)) {
        case DifferenceVerdict::not_measured: return "";
        case DifferenceVerdict::not_told_from_mounting: return page_words::kMayBeMounting;
        case DifferenceVerdict::not_shown:
            return fmt::format(page_words::kBelowDetectable,
                               with_unit(metric, detectable_difference(report, metric).value_or(0.0)));
        case DifferenceVerdict::shown: break;
    }
    const bool right_more = report.differences[std::size_t(metric)]->right_minus_left > 0.0;
    return right_more ? page_words::kMoreOnTheRight : page_words::kMoreOnTheLeft;
}

bool has_strides(const SessionReport& report) {
    return report.sides.left.strides_used + report.sides.right.strides_used > 0;
}

std::string why_no_strides(const SessionReport& report) {
    if (report.contacts == 0) {
        return page_words::kNoGait;
    }
    if (report.mounting.method == MountingMethod::none) {
        return fmt::format(page_words::kNoMounting, report.contacts);
    }
    if (report.side_confidence < kCertainSide) {
        return fmt::format(page_words::kNoSides, report.contacts, decimal(report.side_confidence, 2));
    }
    const std::int64_t rejected = report.both.strides_rejected;
    if (rejected == 0) return fmt::format(page_words::kTooFewContacts, report.contacts);
    return fmt::format(page_words::kNoneUsable, strides_word(rejected));
}

std::string what_was_done(const SessionReport& report) {
    const char* gait = report.contacts == 0 ? page_words::kNoGaitFound : word(report.main_gait);
    return fmt::format("{}, {} at {} Hz", gait, duration_words(report.duration),
                       fmt::format("{:.4g}", report.rate.si()));
}

std::string quality_words(const SessionReport& report) {
    const RecordingQuality& quality = report.quality;
    std::string text =
        fmt::format(page_words::kQuality, word(report.verdict), decimal(100.0 * report.loss_fraction, 1));
    text += quality.clipped_samples == 0 ? page_words::kNoClipping
                                         : fmt::format(page_words::kClipped, quality.clipped_samples);
    if (report.settled_after) {
        text += fmt::format(page_words::kSettledAfter, decimal(in_seconds(*report.settled_after), 0));
    } else {
        text += page_words::kNeverSettled;
    }
    return text;
}

std::string side_words(const SessionReport& report) {
    if (report.contacts == 0) return page_words::kSidesNotKnown;
    const std::string confidence = decimal(report.side_confidence, 2);
    std::string text = report.side_confidence >= kCertainSide
                           ? fmt::format(page_words::kSidesCertain, confidence)
                           : fmt::format(page_words::kSidesUncertain, confidence);
    if (report.sides_swapped_by_hand) text += page_words::kSwappedByHand;
    if (report.side_swaps > 0)
        text += fmt::format(
            page_words::kExchanged,
            report.side_swaps == 1 ? page_words::kOnce : fmt::format(page_words::kTimes, report.side_swaps),
            report.side_swaps % 2 == 0 ? page_words::kAsAtFirst : "");
    if (report.first_side != SideCheck::not_given)
        text += fmt::format(page_words::kFirstSideAsSaid, word(report.first_side));
    if (report.lifted_leg != SideCheck::not_given)
        text += fmt::format(page_words::kLiftedLeg, word(report.lifted_leg));
    return text;
}

std::string mounting_words(const MountingReport& mounting) {
    std::string text = fmt::format(page_words::kMountingIs, word(mounting.method));
    if (!mounting.declared.empty()) text += fmt::format(" ({})", mounting.declared);
    if (mounting.method == MountingMethod::declared && mounting.heading_found_deg) {
        const std::string off = decimal(std::abs(*mounting.heading_found_deg), 1);
        text += mounting.agrees_with_gait ? fmt::format(page_words::kAgreesWithGait, off)
                                          : fmt::format(page_words::kDisagreesWithGait, off);
    } else if (mounting.heading_sd_deg) {
        text += fmt::format(page_words::kForwardAxis, decimal(*mounting.heading_sd_deg, 1));
    }
    if (mounting.has_slipped) {
        text += mounting.slipped_at
                    ? fmt::format(page_words::kSlippedAt, decimal(in_seconds(*mounting.slipped_at), 0))
                    : page_words::kSlipped;
    }
    return text;
}

std::vector<std::string> finding_sentences(const SessionReport& report) {
    if (!has_strides(report)) return {why_no_strides(report)};
    return {drop_sentence(report), comparison_sentence(report)};
}

std::optional<std::string> drift_words(const SideSummary& side, Metric metric) {
    const auto& drift = side.drift[std::size_t(metric)];
    if (!drift) return std::nullopt;
    const MetricDefinition& definition = definition_of(metric);
    // An interval narrower than the usual rounding gets one decimal more.
    const double step = std::pow(10.0, -definition.decimals);
    const int decimals = definition.decimals + (drift->ci95.high - drift->ci95.low < step ? 1 : 0);
    return fmt::format("{}{}/10 min ({} to {}): {}", with_sign(drift->per_ten_minutes, decimals),
                       unit_after(definition), with_sign(drift->ci95.low, decimals),
                       with_sign(drift->ci95.high, decimals),
                       drift->is_shown() ? page_words::kDriftShown : page_words::kNoDriftShown);
}

std::string drift_sentence(const SessionReport& report) {
    constexpr Metric kMetric = Metric::cpd_peak;
    std::string shown;
    std::string not_shown;
    for (const Side side : kBothSides) {
        const auto& drift = report.sides[side].drift[std::size_t(kMetric)];
        if (!drift) continue;
        if (!drift->is_shown()) {
            not_shown += fmt::format("{}{}", not_shown.empty() ? "" : " and ", word(side));
            continue;
        }
        shown += fmt::format(page_words::kDriftOfSide, shown.empty() ? "" : " and ",
                             drift->per_ten_minutes > 0.0 ? page_words::kGrew : page_words::kShrank,
                             with_unit(kMetric, std::abs(drift->per_ten_minutes)),
                             range_with_unit(kMetric, drift->ci95), word(side));
    }
    if (shown.empty() && not_shown.empty()) return page_words::kDriftNotTold;
    if (shown.empty()) return page_words::kNoDrift;
    return fmt::format(page_words::kDriftOfDrop, shown,
                       not_shown.empty() ? "" : fmt::format(page_words::kNoDriftOfOther, not_shown));
}

SideSummary of_unknown_side(const SessionReport& report) {
    SideSummary rest;
    const auto& [left, right] = report.sides;
    rest.strides_used = report.both.strides_used - left.strides_used - right.strides_used;
    rest.strides_rejected = report.both.strides_rejected - left.strides_rejected - right.strides_rejected;
    for (std::size_t i = 0; i < kStrideFlawCount; ++i) {
        rest.rejected_for[i] = report.both.rejected_for[i] - left.rejected_for[i] - right.rejected_for[i];
    }
    return rest;
}

std::vector<std::string> trust_remarks(const SessionReport& report) {
    std::vector<std::string> remarks = report.verdict_reasons;
    const std::string& mounting = report.mounting.remark;
    if (!mounting.empty() && std::ranges::find(remarks, mounting) == remarks.end())
        remarks.push_back(mounting);
    return remarks;
}

std::string rejected_words(const SideSummary& side) {
    std::string text;
    for (const StrideFlaw flaw : kStrideFlaws) {
        const std::int64_t strides = side.rejected_for[std::size_t(flaw)];
        if (strides == 0) continue;
        if (!text.empty()) text += ", ";
        text += fmt::format("{} {}", strides, word(flaw));
    }
    return text;
}

}  // namespace sacrum::sinks
