// What changed from one session of a person to the next, or against earlier ones of a history, and whether
// that is more than chance.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain/session.hpp"
#include "proto/report_page.pb.h"

namespace sacrum::sinks {

struct MeasureChange {
    Metric metric = Metric::cpd_peak;
    std::optional<Side> side{};  // empty: of the whole stride
    double before = 0.0;
    double now = 0.0;
    std::optional<Interval> ci95{};      // of the change, as far as strides, sensor and method tell
    std::optional<double> detectable{};  // what a change must exceed to be more than chance
    std::string basis{};                 // whose repeated sessions tell that; empty where nothing does
    std::string reason{};                // a clause; why nothing does and the interval does not stand in

    [[nodiscard]] double change() const { return now - before; }
    // By what can be detected where that is known, else by the interval alone.
    [[nodiscard]] bool is_more_than_chance() const;
    [[nodiscard]] bool is_judged() const { return detectable || ci95; }
};

// The smallest change between two sessions that is more than chance; empty: not known.
using DetectableChange = std::function<std::optional<double>(Metric metric, const MetricSummary& before,
                                                             const MetricSummary& now)>;
// The larger of what the two reports say, from repeated walks on one day.
std::optional<double> reported_detectable_change(Metric metric, const MetricSummary& before,
                                                 const MetricSummary& now);

// Of the measures that a person is told of first. Empty where the sessions cannot be compared: one has no
// strides, or one was walked and the other run.
std::vector<MeasureChange> changes_between(const SessionReport& before, const SessionReport& now,
                                           const DetectableChange& detectable = reported_detectable_change);

// What stands in the way of comparing them, each a sentence.
std::vector<std::string> comparison_remarks(const SessionReport& before, const SessionReport& now);

// "0.8° less in left stance"
std::string change_words(const MeasureChange& change);
// "more than chance (0.6°)"
std::string change_verdict(const MeasureChange& change);
// At most two plain sentences.
std::vector<std::string> change_sentences(const SessionReport& before, const SessionReport& now,
                                          const std::vector<MeasureChange>& changes);

// "the mean of the first 5 sessions that can be compared with this one (2026-03-01 to 2026-04-02)"
std::string baseline_words(const proto::ComparedWith& with);
// The same against what a history said.
std::vector<std::string> change_sentences(const proto::ComparedWith& with,
                                          const std::vector<MeasureChange>& changes);

proto::MeasureChange to_message(const MeasureChange& change);
// Empty for a measure that this program does not know.
std::optional<MeasureChange> change_from(const proto::MeasureChange& message);

}  // namespace sacrum::sinks
