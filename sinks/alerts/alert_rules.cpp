#include "sinks/alerts/alert_rules.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <optional>
#include <string>

#include "sinks/alerts/alert_measure.hpp"
#include "sinks/alerts/feedback_plan.hpp"

namespace sacrum::sinks {
namespace {

constexpr double kLongestSeconds = 3600.0;  // of dwell and refractory
constexpr double kMostMetronome = 400.0;    // steps a minute

std::string measure_words() {
    std::string words;
    for (const auto& traits : alert_measures())
        words += (words.empty() ? "" : ", ") + std::string(traits.word);
    return words;
}

bool is_within(bool is_there, double value, double most) {
    return !is_there || (value >= 0.0 && value <= most);
}

// A recording may hold one that a later version added.
bool is_known(proto::AlertMeasure measure) {
    return measure != proto::ALERT_MEASURE_NOT_KNOWN && proto::AlertMeasure_IsValid(measure);
}

// The finding; empty: none.
std::string finding(const proto::AlertRule& rule) {
    if (!is_known(rule.measure()))
        return "no measure is named; give pelvic_drop, drop_excursion, lateral_sway, drop_asymmetry or "
               "cadence";
    if (!proto::Side_IsValid(rule.side())) return "its side is not known; give left or right";
    if (rule.side() != proto::SIDE_NOT_KNOWN && !traits_of(rule.measure()).has_side)
        return fmt::format("{} has no side; leave side out", traits_of(rule.measure()).word);
    if (!is_band(rule.has_low(), rule.low(), rule.has_high(), rule.high()))
        return fmt::format("low {:g} and high {:g} leave nothing between them; give low below high",
                           rule.low(), rule.high());
    if (!(rule.over_strides() >= 1 && rule.over_strides() <= kMostOverStrides))
        return fmt::format("over_strides is {}; give 1 to {}", rule.over_strides(), kMostOverStrides);
    if (!is_within(true, rule.hysteresis(), 1e6)) return fmt::format("hysteresis is {:g}", rule.hysteresis());
    if (!is_within(true, rule.dwell_s(), kLongestSeconds) ||
        !is_within(true, rule.refractory_s(), kLongestSeconds))
        return fmt::format("dwell_s {:g} and refractory_s {:g}: give 0 to {:g} seconds", rule.dwell_s(),
                           rule.refractory_s(), kLongestSeconds);
    return {};
}

void complete(proto::AlertRule& rule) {
    if (!rule.has_hysteresis() && is_known(rule.measure()))
        rule.set_hysteresis(traits_of(rule.measure()).hysteresis);
    if (!rule.has_over_strides()) rule.set_over_strides(kOverStrides);
    if (!rule.has_dwell_s()) rule.set_dwell_s(kDwellSeconds);
    if (!rule.has_refractory_s()) rule.set_refractory_s(kRefractorySeconds);
}

std::optional<double> number(std::string_view text) {
    double value = 0.0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

bool take_side(std::string_view& text, proto::AlertRule& rule) {
    for (const auto side : {proto::LEFT, proto::RIGHT}) {
        const std::string_view word = side == proto::LEFT ? "left " : "right ";
        if (!text.starts_with(word)) continue;
        rule.set_side(side);
        text.remove_prefix(word.size());
        return true;
    }
    return false;
}

// ">8", "<20", "=165..175" or nothing.
bool take_band(std::string_view text, proto::AlertRule& rule) {
    if (text.empty()) return true;
    const std::string_view ends = text.substr(1);
    if (text[0] == '=') {
        const auto dots = ends.find("..");
        if (dots == std::string_view::npos) return false;
        const auto low = number(ends.substr(0, dots));
        const auto high = number(ends.substr(dots + 2));
        if (low) rule.set_low(*low);
        if (high) rule.set_high(*high);
        return low && high;
    }
    const auto end = number(ends);
    if (!end) return false;
    if (text[0] == '>') rule.set_high(*end);
    if (text[0] == '<') rule.set_low(*end);
    return true;
}

}  // namespace

bool is_band(bool has_low, double low, bool has_high, double high) {
    if ((has_low && !std::isfinite(low)) || (has_high && !std::isfinite(high))) return false;
    return !has_low || !has_high || low < high;
}

Result<proto::FeedbackConfiguration> complete_feedback(const proto::FeedbackConfiguration& chosen) {
    proto::FeedbackConfiguration whole = chosen;
    for (int at = 0; at < whole.rule_size(); ++at) {
        complete(*whole.mutable_rule(at));
        if (const std::string found = finding(whole.rule(at)); !found.empty())
            return fail(ErrorKind::usage, fmt::format("alert rule {}: {}", at + 1, found));
    }
    for (const AlertSlot& slot : kAlertSlots) {
        int rules = 0;
        for (const auto& rule : whole.rule()) rules += concerns(rule.measure(), rule.side(), slot);
        if (rules > 1) {
            return fail(ErrorKind::usage, fmt::format("alert rules: {} of them are for {}{}; give one", rules,
                                                      slot.side ? std::string(word(*slot.side)) + " " : "",
                                                      traits_of(slot.measure).word));
        }
    }
    for (auto& phase : *whole.mutable_phase()) {
        if (!phase.has_cycle_s()) phase.set_cycle_s(kFeedbackCycleSeconds);
    }
    if (auto plan = FeedbackPlan::create(whole); !plan) return tl::unexpected(plan.error());
    if (whole.has_metronome_per_min() &&
        !(whole.metronome_per_min() > 0.0 && whole.metronome_per_min() <= kMostMetronome)) {
        return fail(ErrorKind::usage,
                    fmt::format("metronome_per_min is {:g}; give steps a minute, up to {:g}",
                                whole.metronome_per_min(), kMostMetronome));
    }
    return whole;
}

Result<proto::AlertRule> parse_alert_rule(std::string_view text) {
    proto::AlertRule rule;
    std::string_view rest = text;
    take_side(rest, rule);
    const auto end = std::min(rest.find_first_of("<>="), rest.size());
    const AlertMeasureTraits* traits = measure_by_word(rest.substr(0, end));
    if (traits == nullptr || !take_band(rest.substr(end), rule)) {
        return fail(
            ErrorKind::usage,
            fmt::format("--alert \"{}\" is not understood; give one of {} with a limit or a band, as in "
                        "\"drop>8\", \"left drop>8\" or \"cadence=165..175\"",
                        text, measure_words()));
    }
    rule.set_measure(traits->measure);
    return rule;
}

}  // namespace sacrum::sinks
