// Biofeedback over a session: what is usual for the person, alerts when a measure leaves its band, and when
// they are given. Time comes with the samples and strides, so a replay says the same. Read alert_watch.hpp
// for what an alert is, feedback_plan.hpp for when it is given.
//
// Medians of the newest usable strides are compared. A stride across a gap, of an unsure side or while the
// orientation settles is not usable and changes nothing; after 8 s without a usable one the place is said to
// be not known, and strides older than 30 s leave the median. Cadence is that of settled strides too: it
// comes two to three seconds late, but a missed or doubled live contact cannot raise an alert, and it is what
// the baseline holds. Bounded memory; nothing is allocated but by a person's actions.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "domain/result.hpp"
#include "domain/stride.hpp"
#include "proto/action.pb.h"
#include "proto/config.pb.h"
#include "proto/live.pb.h"
#include "sinks/alerts/alert_watch.hpp"
#include "sinks/alerts/baseline.hpp"
#include "sinks/alerts/feedback_plan.hpp"
#include "sinks/alerts/recent_strides.hpp"
#include "sinks/alerts/running_median.hpp"

namespace sacrum::sinks {

class FeedbackListener {
  public:
    virtual ~FeedbackListener() = default;
    virtual void on_alert(const proto::Alert& alert) = 0;
    virtual void on_baseline(const proto::Baseline& baseline) = 0;
    virtual void on_feedback(const proto::FeedbackState& state) = 0;
};

class SessionFeedback {
  public:
    static Result<SessionFeedback> create(const proto::FeedbackConfiguration& configuration,
                                          MethodError method_error = {});

    // With every sample, or as often as time is known.
    void advance(SessionTime now, FeedbackListener& listener);
    // As it becomes known, which is `now`.
    void push(const Stride& stride, SessionTime now, FeedbackListener& listener);
    // A baseline is set or cleared, bands are set, sides are exchanged; a stage begins. Others do not concern
    // it.
    void take(const proto::Action& action, SessionTime now, FeedbackListener& listener);
    // Strides so far and those to come can no longer be compared, for the level is another. `reason` is a
    // sentence.
    void forget(std::string_view reason, FeedbackListener& listener);

  private:
    // Strides of one side, or of both.
    struct Series {
        RunningMedian median;
        std::optional<SessionTime> newest{};  // end of the newest stride

        void add(SessionTime end, double value);
    };
    struct Slot {
        AlertWatch watch;
        AlertBand own;  // as wanted; both ends absent: against the baseline
        std::size_t over_strides = kOverStrides;
        Series series;
        Series left;             // asymmetry: of this side; `series` holds the right one
        bool is_wanted = false;  // by a rule or a person
        bool is_seen = false;    // the place is known
    };

    SessionFeedback(const proto::FeedbackConfiguration& configuration, FeedbackPlan plan,
                    MethodError method_error);

    void want(std::size_t at, const proto::AlertRule& rule);
    void set_bands(const proto::SetBands& bands, FeedbackListener& listener);
    void exchange_sides(FeedbackListener& listener);
    void set_baseline(const proto::SetBaseline& wish, FeedbackListener& listener);
    void clear_baseline(std::string_view reason, FeedbackListener& listener);
    void place_bands(FeedbackListener& listener);
    [[nodiscard]] const proto::BaselineMeasure* usual(const AlertSlot& slot) const;
    [[nodiscard]] AlertBand band_of(std::size_t at) const;
    void see(std::size_t at, const UsableStride& stride, FeedbackListener& listener);
    [[nodiscard]] std::optional<double> measured(std::size_t at) const;
    [[nodiscard]] SessionTime silent_from(std::size_t at) const;
    void lose(std::size_t at, SessionTime time, FeedbackListener& listener);
    void say(std::size_t at, SessionTime time, SessionTime now, const AlertWatch::Verdict& verdict,
             std::optional<double> measured, FeedbackListener& listener);
    void say_state(SessionTime time, FeedbackListener& listener);

    MethodError method_error_;
    FeedbackPlan plan_;
    std::optional<FeedbackPlan::State> said_state_{};
    std::optional<SessionTime> next_state_{};
    std::array<Slot, kAlertSlotCount> slots_;
    RecentStrides strides_;
    proto::Baseline baseline_;
    SessionTime now_{};
    SessionTime stage_start_{};
    bool has_rules_ = false;
    proto::Alert alert_;          // reused
    proto::FeedbackState state_;  // reused
};

}  // namespace sacrum::sinks
