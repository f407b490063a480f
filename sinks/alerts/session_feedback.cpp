#include "sinks/alerts/session_feedback.hpp"

#include <algorithm>
#include <utility>

#include "sinks/alerts/alert_rules.hpp"
#include "sinks/report/gait_message.hpp"

namespace sacrum::sinks {
namespace {

using std::chrono_literals::operator""s;

constexpr Duration kSilence =
    8s;  // a slow walker's stride comes every 4 s at the latest, as it becomes known
constexpr Duration kForget = 30s;  // strides before a longer pause are not of now

bool is_empty(const AlertBand& band) { return !band.low && !band.high; }

}  // namespace

Result<SessionFeedback> SessionFeedback::create(const proto::FeedbackConfiguration& configuration,
                                                MethodError method_error) {
    auto whole = complete_feedback(configuration);
    if (!whole) return tl::unexpected(whole.error());
    auto plan = FeedbackPlan::create(*whole);
    if (!plan) return tl::unexpected(plan.error());
    return SessionFeedback(*whole, std::move(*plan), std::move(method_error));
}

SessionFeedback::SessionFeedback(const proto::FeedbackConfiguration& configuration, FeedbackPlan plan,
                                 MethodError method_error)
    : method_error_(std::move(method_error)),
      plan_(std::move(plan)),
      has_rules_(configuration.rule_size() > 0) {
    for (std::size_t at = 0; at < kAlertSlotCount; ++at) {
        proto::FeedbackConfiguration usual;
        usual.add_rule()->set_measure(kAlertSlots[at].measure);
        want(at, complete_feedback(usual)->rule(0));
        slots_[at].is_wanted = false;
        for (const auto& rule : configuration.rule()) {
            if (concerns(rule.measure(), rule.side(), kAlertSlots[at])) want(at, rule);
        }
    }
}

void SessionFeedback::want(std::size_t at, const proto::AlertRule& rule) {
    Slot& slot = slots_[at];
    slot.is_wanted = true;
    slot.over_strides = rule.over_strides();
    slot.series = slot.left = {.median = RunningMedian(slot.over_strides)};
    slot.watch = AlertWatch({.hysteresis = rule.hysteresis(),
                             .dwell = duration_from_seconds(rule.dwell_s()),
                             .refractory = duration_from_seconds(rule.refractory_s())});
    slot.own = {};
    if (rule.has_low()) slot.own.low = rule.low();
    if (rule.has_high()) slot.own.high = rule.high();
    slot.watch.set_band(slot.own);
}

// ---- what a person does

void SessionFeedback::take(const proto::Action& action, SessionTime now, FeedbackListener& listener) {
    advance(now, listener);
    if (action.has_begin_stage()) stage_start_ = now;
    if (action.has_end_stage()) stage_start_ = {};
    if (action.has_set_baseline()) set_baseline(action.set_baseline(), listener);
    if (action.has_clear_baseline()) clear_baseline("", listener);
    if (action.has_set_bands()) set_bands(action.set_bands(), listener);
    if (action.has_swap_sides()) exchange_sides(listener);
}

// A sensor that was taken for its mirror image: each side's strides were the other's, with their drops. What
// a person wanted of a side was wanted of that side.
void SessionFeedback::exchange_sides(FeedbackListener& listener) {
    strides_.exchange_sides();
    for (std::size_t at = 0; at < kAlertSlotCount; ++at) {
        slots_[at].series.median.clear();
        slots_[at].left.median.clear();
        lose(at, now_, listener);
    }
    if (baseline_.measures_size() == 0) return;
    for (auto& measure : *baseline_.mutable_measures()) {
        if (measure.side() != proto::SIDE_NOT_KNOWN)
            measure.set_side(measure.side() == proto::LEFT ? proto::RIGHT : proto::LEFT);
        if (measure.measure() == proto::DROP_ASYMMETRY) measure.set_median(-measure.median());
    }
    place_bands(listener);
    listener.on_baseline(baseline_);
}

void SessionFeedback::set_bands(const proto::SetBands& bands, FeedbackListener& listener) {
    for (const auto& band : bands.bands()) {
        if (!is_band(band.has_low(), band.low(), band.has_high(), band.high())) continue;
        for (std::size_t at = 0; at < kAlertSlotCount; ++at) {
            if (!concerns(band.measure(), band.side(), kAlertSlots[at])) continue;
            Slot& slot = slots_[at];
            slot.is_wanted = true;
            slot.own = {};
            if (band.has_low()) slot.own.low = band.low();
            if (band.has_high()) slot.own.high = band.high();
        }
    }
    place_bands(listener);
}

void SessionFeedback::set_baseline(const proto::SetBaseline& wish, FeedbackListener& listener) {
    const bool has_length = wish.over_s() > 0.0 && wish.over_s() < in_seconds(now_);
    const SessionTime from = has_length ? now_ - duration_from_seconds(wish.over_s()) : stage_start_;
    OverStrides over_strides{};
    std::ranges::transform(slots_, over_strides.begin(), &Slot::over_strides);
    auto measured = measure_baseline(strides_, from, now_, over_strides, method_error_);
    if (!measured) {
        // The one before stays in effect.
        proto::Baseline refused = baseline_;
        refused.set_reason(measured.error().sentence);
        return listener.on_baseline(refused);
    }
    baseline_ = std::move(*measured);
    place_bands(listener);
    listener.on_baseline(baseline_);
}

void SessionFeedback::clear_baseline(std::string_view reason, FeedbackListener& listener) {
    baseline_.Clear();
    place_bands(listener);
    proto::Baseline none;
    none.set_reason(std::string(reason));
    listener.on_baseline(none);
}

void SessionFeedback::forget(std::string_view reason, FeedbackListener& listener) {
    strides_.clear();
    for (std::size_t at = 0; at < kAlertSlotCount; ++at) {
        slots_[at].series.median.clear();
        slots_[at].left.median.clear();
        lose(at, now_, listener);
    }
    if (baseline_.measures_size() > 0) clear_baseline(reason, listener);
}

// ---- bands

const proto::BaselineMeasure* SessionFeedback::usual(const AlertSlot& slot) const {
    const auto found = std::ranges::find_if(baseline_.measures(), [&](const proto::BaselineMeasure& one) {
        return one.measure() == slot.measure && one.side() == to_message(slot.side);
    });
    return found == baseline_.measures().end() ? nullptr : &*found;
}

// Where there are no rules, a baseline stands for the wish to hear of a larger drop.
AlertBand SessionFeedback::band_of(std::size_t at) const {
    const Slot& slot = slots_[at];
    const bool is_default = !has_rules_ && kAlertSlots[at].measure == proto::PELVIC_DROP;
    if (!is_empty(slot.own) || !(slot.is_wanted || is_default)) return slot.own;
    const auto* measure = usual(kAlertSlots[at]);
    if (measure == nullptr) return {};
    return {.low = measure->median() - measure->detectable(),
            .high = measure->median() + measure->detectable(),
            .signals_below = !traits_of(kAlertSlots[at].measure).less_is_well};
}

void SessionFeedback::place_bands(FeedbackListener& listener) {
    for (std::size_t at = 0; at < kAlertSlotCount; ++at) {
        const AlertBand band = band_of(at);
        if (band == slots_[at].watch.band()) continue;
        if (is_empty(band)) lose(at, now_, listener);
        slots_[at].watch.set_band(band);
        slots_[at].is_seen = false;
    }
}

// ---- what the strides say

void SessionFeedback::push(const Stride& stride, SessionTime now, FeedbackListener& listener) {
    advance(now, listener);
    const auto seen = usable(stride);
    if (!seen) return;
    strides_.add(*seen);
    for (std::size_t at = 0; at < kAlertSlotCount; ++at) {
        const AlertSlot& slot = kAlertSlots[at];
        if (!slot.side || *slot.side == seen->side) see(at, *seen, listener);
    }
}

void SessionFeedback::Series::add(SessionTime end, double value) {
    if (newest && end - *newest > kForget) median.clear();
    newest = end;
    median.add(value);
}

void SessionFeedback::see(std::size_t at, const UsableStride& stride, FeedbackListener& listener) {
    Slot& slot = slots_[at];
    const proto::AlertMeasure measure = kAlertSlots[at].measure;
    const auto& value = stride.values[place_of(measure)];
    if (!value) return;
    const bool is_left_of_two = measure == proto::DROP_ASYMMETRY && stride.side == Side::left;
    (is_left_of_two ? slot.left : slot.series).add(stride.end, *value);
    const auto median = measured(at);
    if (!median || silent_from(at) <= now_ || is_empty(slot.watch.band())) return;
    slot.is_seen = true;
    const auto verdict = slot.watch.see(stride.end, *median, now_, plan_.at(now_).is_given);
    if (verdict.has_changed || verdict.is_due) say(at, stride.end, now_, verdict, median, listener);
}

std::optional<double> SessionFeedback::measured(std::size_t at) const {
    const Slot& slot = slots_[at];
    const auto median = slot.series.median.median();
    if (kAlertSlots[at].measure != proto::DROP_ASYMMETRY || !median) return median;
    const auto left = slot.left.median.median();
    return left ? std::optional(*median - *left) : std::nullopt;
}

// Of a slot whose median is known.
SessionTime SessionFeedback::silent_from(std::size_t at) const {
    const Slot& slot = slots_[at];
    const bool has_two = kAlertSlots[at].measure == proto::DROP_ASYMMETRY;
    return (has_two ? std::min(*slot.series.newest, *slot.left.newest) : *slot.series.newest) + kSilence;
}

// ---- time

void SessionFeedback::advance(SessionTime now, FeedbackListener& listener) {
    now_ = now;
    for (std::size_t at = 0; at < kAlertSlotCount; ++at) {
        if (slots_[at].is_seen && silent_from(at) <= now) lose(at, silent_from(at), listener);
    }
    if (plan_.is_empty()) return;
    if (!said_state_) say_state(SessionTime{}, listener);
    while (next_state_ && *next_state_ <= now) say_state(*next_state_, listener);
}

void SessionFeedback::lose(std::size_t at, SessionTime time, FeedbackListener& listener) {
    slots_[at].is_seen = false;
    if (slots_[at].watch.lose()) say(at, time, time, {}, std::nullopt, listener);
}

void SessionFeedback::say_state(SessionTime time, FeedbackListener& listener) {
    const FeedbackPlan::State state = plan_.at(time);
    next_state_ = plan_.next_change(time);
    if (std::exchange(said_state_, state) == state) return;
    state_.set_time_s(seconds(time));
    state_.set_is_given(state.is_given);
    state_.set_planned_fraction(state.fraction);
    listener.on_feedback(state_);
}

void SessionFeedback::say(std::size_t at, SessionTime time, SessionTime now,
                          const AlertWatch::Verdict& verdict, std::optional<double> measured,
                          FeedbackListener& listener) {
    const AlertBand& band = slots_[at].watch.band();
    alert_.Clear();
    alert_.set_time_s(seconds(time));
    alert_.set_noticed_at_s(seconds(now));
    alert_.set_measure(kAlertSlots[at].measure);
    alert_.set_side(to_message(kAlertSlots[at].side));
    alert_.set_place(verdict.place);
    if (measured) alert_.set_measured(to_millionth(*measured));
    if (band.low) alert_.set_low(to_millionth(*band.low));
    if (band.high) alert_.set_high(to_millionth(*band.high));
    alert_.set_is_signalled(verdict.is_signalled);
    listener.on_alert(alert_);
}

}  // namespace sacrum::sinks
