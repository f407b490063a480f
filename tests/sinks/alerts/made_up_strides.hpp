// Strides as a test wants them, and everything that is said about them.
#pragma once

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <vector>

#include "sinks/alerts/session_feedback.hpp"

namespace sacrum::tests {

inline SessionTime at_second(double seconds) { return session_time_from_seconds(seconds); }

struct MadeUpStride {
    double end_s = 0.0;
    Side side = Side::left;
    double drop_deg = 6.0;
    double cadence_per_min = 170.0;
    double sway_mm = 20.0;
    double excursion_deg = 3.0;
};

inline Stride stride_of(const MadeUpStride& made_up) {
    Stride stride;
    stride.side = made_up.side;
    stride.side_confidence = 0.99;
    stride.mode = GaitMode::running;
    stride.end = at_second(made_up.end_s);
    stride.start = stride.end - std::chrono::milliseconds(700);
    stride.metrics[Metric::cpd_peak] = made_up.drop_deg;
    stride.metrics[Metric::cpd_excursion] = made_up.excursion_deg;
    stride.metrics[Metric::sway_ml] = made_up.sway_mm;
    stride.metrics[Metric::cadence] = made_up.cadence_per_min;
    return stride;
}

struct Hearing : sinks::FeedbackListener {
    std::vector<proto::Alert> alerts;
    std::vector<proto::Baseline> baselines;
    std::vector<proto::FeedbackState> states;
    std::vector<std::string> all;  // in order, as text

    void on_alert(const proto::Alert& alert) override {
        alerts.push_back(alert);
        all.push_back(alert.ShortDebugString());
    }
    void on_baseline(const proto::Baseline& baseline) override {
        baselines.push_back(baseline);
        all.push_back(baseline.ShortDebugString());
    }
    void on_feedback(const proto::FeedbackState& state) override {
        states.push_back(state);
        all.push_back(state.ShortDebugString());
    }
    // "left ABOVE 9.0!" where signalled.
    [[nodiscard]] std::vector<std::string> words() const {
        std::vector<std::string> words;
        for (const auto& alert : alerts) {
            const char* side = alert.side() == proto::LEFT    ? "left "
                               : alert.side() == proto::RIGHT ? "right "
                                                              : "";
            words.push_back(side + proto::Alert::Place_Name(alert.place()) +
                            (alert.is_signalled() ? "!" : ""));
        }
        return words;
    }
};

inline proto::AlertRule rule_for(proto::AlertMeasure measure, std::optional<double> low,
                                 std::optional<double> high) {
    proto::AlertRule rule;
    rule.set_measure(measure);
    if (low) rule.set_low(*low);
    if (high) rule.set_high(*high);
    rule.set_hysteresis(0.0);
    rule.set_over_strides(1);
    rule.set_dwell_s(0.0);
    rule.set_refractory_s(0.0);
    return rule;
}

inline sinks::SessionFeedback feedback_with(const std::vector<proto::AlertRule>& rules,
                                            proto::FeedbackConfiguration configuration = {}) {
    for (const auto& rule : rules) *configuration.add_rule() = rule;
    auto feedback = sinks::SessionFeedback::create(configuration);
    REQUIRE(feedback);
    return std::move(*feedback);
}

}  // namespace sacrum::tests
