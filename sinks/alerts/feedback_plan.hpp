// When feedback is given over a session: phase after phase for a fraction of the time, as gait retraining
// withdraws it. A function of session time alone.
//
//     phase    ├─ fraction 1 ─┼─ fraction 0.5, cycle 60 s ─┼─ fraction 0 ─ …
//     given    ████████████████████    ████    ████    ████
//
// Each cycle begins with feedback. After the last phase it goes on as in the last one; without phases
// feedback is always given.
#pragma once

#include <optional>
#include <vector>

#include "domain/result.hpp"
#include "domain/time.hpp"
#include "proto/config.pb.h"

namespace sacrum::sinks {

constexpr double kFeedbackCycleSeconds = 60.0;  // of a phase that does not say

class FeedbackPlan {
  public:
    struct State {
        bool is_given = true;
        double fraction = 1.0;
        bool operator==(const State&) const = default;
    };

    // Fails on durations, fractions and cycles that are none.
    static Result<FeedbackPlan> create(const proto::FeedbackConfiguration& configuration);

    [[nodiscard]] bool is_empty() const { return phases_.empty(); }
    [[nodiscard]] State at(SessionTime time) const;
    // The first moment after `time` at which the state may be another; empty: never.
    [[nodiscard]] std::optional<SessionTime> next_change(SessionTime time) const;

  private:
    struct Phase {
        Duration start{}, end{}, cycle{}, given{};
        double fraction = 1.0;
    };
    [[nodiscard]] const Phase& phase_at(Duration time) const;

    std::vector<Phase> phases_;
};

}  // namespace sacrum::sinks
