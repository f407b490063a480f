#include "sinks/alerts/feedback_plan.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sacrum::sinks {
namespace {

constexpr double kLongestSeconds = 1e6;  // of a phase
constexpr double kShortestCycleSeconds = 1.0;
constexpr int kMostPhases = 100;

Result<void> check(const proto::FeedbackPhase& phase, int number) {
    const auto refuse = [&](const std::string& finding) {
        return fail(ErrorKind::usage, fmt::format("feedback phase {}: {}", number, finding));
    };
    if (!(phase.duration_s() > 0.0 && phase.duration_s() <= kLongestSeconds))
        return refuse(fmt::format("duration_s is {:g}; give its length in seconds", phase.duration_s()));
    if (!(phase.fraction() >= 0.0 && phase.fraction() <= 1.0))
        return refuse(
            fmt::format("fraction is {:g}; give 0 (no feedback) to 1 (all the time)", phase.fraction()));
    if (phase.has_cycle_s() &&
        !(phase.cycle_s() >= kShortestCycleSeconds && phase.cycle_s() <= kLongestSeconds))
        return refuse(fmt::format("cycle_s is {:g}; give at least 1 second", phase.cycle_s()));
    return {};
}

}  // namespace

Result<FeedbackPlan> FeedbackPlan::create(const proto::FeedbackConfiguration& configuration) {
    if (configuration.phase_size() > kMostPhases) {
        return fail(ErrorKind::usage, fmt::format("feedback: {} phases; at most {} are taken",
                                                  configuration.phase_size(), kMostPhases));
    }
    FeedbackPlan plan;
    Duration start{};
    for (const auto& phase : configuration.phase()) {
        if (auto good = check(phase, int(plan.phases_.size()) + 1); !good)
            return tl::unexpected(good.error());
        const Duration cycle =
            duration_from_seconds(phase.has_cycle_s() ? phase.cycle_s() : kFeedbackCycleSeconds);
        const Duration end = start + duration_from_seconds(phase.duration_s());
        plan.phases_.push_back({.start = start,
                                .end = end,
                                .cycle = cycle,
                                .given = duration_from_seconds(phase.fraction() * in_seconds(cycle)),
                                .fraction = phase.fraction()});
        start = end;
    }
    if (!plan.phases_.empty()) plan.phases_.back().end = Duration::max();
    return plan;
}

const FeedbackPlan::Phase& FeedbackPlan::phase_at(Duration time) const {
    return *std::ranges::find_if(phases_, [&](const Phase& phase) { return time < phase.end; });
}

FeedbackPlan::State FeedbackPlan::at(SessionTime time) const {
    if (phases_.empty()) return {};
    const Duration since = std::max(time.time_since_epoch(), Duration::zero());
    const Phase& phase = phase_at(since);
    return {.is_given = (since - phase.start) % phase.cycle < phase.given, .fraction = phase.fraction};
}

std::optional<SessionTime> FeedbackPlan::next_change(SessionTime time) const {
    if (phases_.empty()) return std::nullopt;
    const Duration since = std::max(time.time_since_epoch(), Duration::zero());
    const Phase& phase = phase_at(since);
    const bool has_turns = phase.given > Duration::zero() && phase.given < phase.cycle;
    if (!has_turns && phase.end == Duration::max()) return std::nullopt;
    if (!has_turns) return SessionTime(phase.end);
    const Duration into = (since - phase.start) % phase.cycle;
    const Duration turn = since - into + (into < phase.given ? phase.given : phase.cycle);
    return SessionTime(std::min(turn, phase.end));
}

}  // namespace sacrum::sinks
