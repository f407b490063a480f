// What changed from one session of a person to the next, and whether that is more than chance.
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
    Interval ci95{};                     // of the change, as far as strides, sensor and method tell
    std::optional<double> detectable{};  // smallest change between sessions that is more than chance
    std::string basis{};                 // whose repeated sessions tell that; empty where nothing does

    [[nodiscard]] double change() const { return now - before; }
    // By what can be detected where that is known, else by the interval alone.
    [[nodiscard]] bool is_more_than_chance() const;
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

proto::MeasureChange to_message(const MeasureChange& change);
// Empty for a measure that this program does not know.
std::optional<MeasureChange> change_from(const proto::MeasureChange& message);

}  // namespace sacrum::sinks
