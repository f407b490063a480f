#include "sinks/report/measure_change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "domain/normal_quantile.hpp"
#include "sinks/report/findings.hpp"
#include "sinks/report/gait_message.hpp"
#include "sinks/report/page/page_words.hpp"

namespace sacrum::sinks {
namespace {

constexpr Metric kCompared[] = {Metric::cpd_peak, Metric::cpd_excursion, Metric::obliquity_rom,
                                Metric::sway_ml,  Metric::vertical_osc,  Metric::contact_time,
                                Metric::cadence};
constexpr const char* kWalks = page_words::kWalksBasis;

// Of the median as that of the person on that day.
double error_of(const MetricSummary& summary) {
    return std::hypot(summary.standard_error, summary.sampling_error);
}

std::optional<MeasureChange> change_of(Metric metric, std::optional<Side> side, const SideSummary& before,
                                       const SideSummary& now, const DetectableChange& detectable) {
    const auto& first = before.metrics[std::size_t(metric)];
    const auto& second = now.metrics[std::size_t(metric)];
    if (!first || !second || first->strides < 2 || second->strides < 2) return std::nullopt;
    const double difference = second->median - first->median;
    const double reach = kNormal95 * std::hypot(error_of(*first), error_of(*second));
    const auto smallest = detectable(metric, *first, *second);
    return MeasureChange{.metric = metric,
                         .side = side,
                         .before = first->median,
                         .now = second->median,
                         .ci95 = Interval{difference - reach, difference + reach},
                         .detectable = smallest,
                         .basis = smallest ? kWalks : "",
                         .reason = {}};
}

std::string of_side(const MeasureChange& change) {
    return change.side ? fmt::format(page_words::kOfSide, word(*change.side)) : "";
}

// As it is printed.
bool has_changed(const MeasureChange& change) {
    return bare(change.metric, std::abs(change.change())) != bare(change.metric, 0.0);
}

bool is_drop(const MeasureChange& change) { return change.metric == Metric::cpd_peak; }

// "1.0° less in left stance, which is more than chance (0.9°); …"; empty where the drop was not compared.
std::string drop_clauses(const std::vector<MeasureChange>& changes) {
    std::string text;
    for (const MeasureChange& change : changes) {
        if (!is_drop(change)) continue;
        if (!text.empty()) text += "; ";
        text += change_words(change);
        if (has_changed(change))
            text += (change.is_judged() ? page_words::kWhichIs : ", and ") + change_verdict(change);
    }
    return text;
}

}  // namespace

bool MeasureChange::is_more_than_chance() const {
    if (detectable) return std::abs(change()) > *detectable;
    return ci95 && (ci95->low > 0.0 || ci95->high < 0.0);
}

std::optional<double> reported_detectable_change(Metric, const MetricSummary& before,
                                                 const MetricSummary& now) {
    if (!before.minimal_detectable_change || !now.minimal_detectable_change) return std::nullopt;
    return std::max(*before.minimal_detectable_change, *now.minimal_detectable_change);
}

std::vector<MeasureChange> changes_between(const SessionReport& before, const SessionReport& now,
                                           const DetectableChange& detectable) {
    std::vector<MeasureChange> changes;
    if (before.main_gait != now.main_gait || !has_strides(before) || !has_strides(now)) return changes;
    const bool has_stood = before.mounting.standing_sd_deg && now.mounting.standing_sd_deg;
    const DetectableChange unknown = [](Metric, const MetricSummary&, const MetricSummary&) {
        return std::optional<double>();
    };
    const auto add = [&](Metric metric, std::optional<Side> side, const SideSummary& then,
                         const SideSummary& today) {
        // Repeats with the sensor left on say nothing of a sensor that may sit otherwise now; the interval
        // does.
        const bool is_told = has_stood || !carries_level(metric);
        if (auto change = change_of(metric, side, then, today, is_told ? detectable : unknown))
            changes.push_back(std::move(*change));
    };
    for (const Metric metric : kCompared) {
        if (belongs_to_whole_stride(metric))
            add(metric, std::nullopt, before.both, now.both);
        else
            for (const Side side : kBothSides) add(metric, side, before.sides[side], now.sides[side]);
    }
    return changes;
}

std::vector<std::string> comparison_remarks(const SessionReport& before, const SessionReport& now) {
    std::vector<std::string> remarks;
    if (!has_strides(before))
        remarks.emplace_back(page_words::kNothingLastTime);
    else if (before.main_gait != now.main_gait)
        remarks.push_back(fmt::format(page_words::kOtherGait, word(before.main_gait), word(now.main_gait)));
    if (!before.mounting.standing_sd_deg || !now.mounting.standing_sd_deg)
        remarks.emplace_back(page_words::kNobodyStood);
    if (before.algorithm_version != now.algorithm_version)
        remarks.push_back(
            fmt::format(page_words::kOtherMethods, before.algorithm_version, now.algorithm_version));
    if (before.pass != now.pass)
        remarks.push_back(fmt::format(page_words::kOtherPass, word(before.pass), word(now.pass)));
    for (const auto* session : {&before, &now})
        if (session->verdict == Verdict::poor)
            remarks.push_back(fmt::format(page_words::kPoorQuality, session->recording));
    return remarks;
}

std::string change_words(const MeasureChange& change) {
    if (!has_changed(change)) return page_words::kAsMuchAsBefore + of_side(change);
    return fmt::format("{} {}{}", with_unit(change.metric, std::abs(change.change())),
                       change.change() < 0.0 ? page_words::kLess : page_words::kMore, of_side(change));
}

std::string change_verdict(const MeasureChange& change) {
    if (change.detectable)
        return fmt::format(
            "{} ({})", change.is_more_than_chance() ? page_words::kMoreThanChance : page_words::kWithinChance,
            with_unit(change.metric, *change.detectable));
    if (!change.ci95) return page_words::kChanceNotKnown + change.reason;
    return change.is_more_than_chance() ? page_words::kMoreThanStridesExplain
                                        : page_words::kWithinStridesExplain;
}

std::vector<std::string> change_sentences(const SessionReport& before, const SessionReport& now,
                                          const std::vector<MeasureChange>& changes) {
    std::vector<std::string> sentences;
    if (const std::string text = drop_clauses(changes); !text.empty())
        sentences.push_back(fmt::format(page_words::kSinceLastTime, before.recording, text));
    else if (const auto remarks = comparison_remarks(before, now); !remarks.empty())
        sentences.push_back(remarks.front());
    const bool rests_on_strides_alone = std::ranges::any_of(changes, [](const MeasureChange& change) {
        return is_drop(change) && change.is_more_than_chance() && !change.detectable;
    });
    if (rests_on_strides_alone) sentences.emplace_back(page_words::kMayBeAnotherDay);
    return sentences;
}

std::string baseline_words(const proto::ComparedWith& with) {
    const std::string days =
        with.sessions() == 1 ? with.first_day() : fmt::format("{} to {}", with.first_day(), with.last_day());
    if (!with.since().empty())
        return with.sessions() == 1
                   ? fmt::format(page_words::kLastSessionBefore, with.since(), days)
                   : fmt::format(page_words::kMeanOfLastBefore, with.sessions(), with.since(), days);
    return with.sessions() == 1 ? fmt::format(page_words::kFirstSession, days)
                                : fmt::format(page_words::kMeanOfFirst, with.sessions(), days);
}

std::vector<std::string> change_sentences(const proto::ComparedWith& with,
                                          const std::vector<MeasureChange>& changes) {
    if (with.sessions() == 0) return {page_words::kNoEarlierSession};
    const std::string text = drop_clauses(changes);
    if (text.empty()) return {};
    if (with.sessions_now() > 1)
        return {fmt::format(page_words::kInTheMeanSince, with.sessions_now(), with.since(),
                            baseline_words(with), text)};
    return {fmt::format(page_words::kComparedWithDropped, baseline_words(with), text)};
}

proto::MeasureChange to_message(const MeasureChange& change) {
    proto::MeasureChange message;
    message.set_metric(std::string(definition_of(change.metric).id));
    message.set_side(to_message(change.side));
    message.set_before(to_millionth(change.before));
    message.set_now(to_millionth(change.now));
    if (change.ci95) {
        message.mutable_ci95()->set_low(to_millionth(change.ci95->low));
        message.mutable_ci95()->set_high(to_millionth(change.ci95->high));
    }
    if (change.detectable) message.set_detectable(to_millionth(*change.detectable));
    message.set_basis(change.basis);
    message.set_reason(change.reason);
    return message;
}

std::optional<MeasureChange> change_from(const proto::MeasureChange& message) {
    const auto metric = metric_by_id(message.metric());
    if (!metric) return std::nullopt;
    MeasureChange change{.metric = *metric,
                         .side = std::nullopt,
                         .before = message.before(),
                         .now = message.now(),
                         .ci95 = std::nullopt,
                         .detectable = std::nullopt,
                         .basis = message.basis(),
                         .reason = message.reason()};
    if (message.side() != proto::SIDE_NOT_KNOWN)
        change.side = message.side() == proto::LEFT ? Side::left : Side::right;
    if (message.has_ci95()) change.ci95 = Interval{message.ci95().low(), message.ci95().high()};
    if (message.has_detectable()) change.detectable = message.detectable();
    return change;
}

}  // namespace sacrum::sinks
