#include "sinks/alerts/alert_watch.hpp"

#include <algorithm>
#include <utility>

namespace sacrum::sinks {

void AlertWatch::set_band(const AlertBand& band) {
    band_ = band;
    place_ = last_known_ = proto::Alert::PLACE_NOT_KNOWN;
}

bool AlertWatch::lose() {
    return std::exchange(place_, proto::Alert::PLACE_NOT_KNOWN) != proto::Alert::PLACE_NOT_KNOWN;
}

// Who was outside when last seen must come back by the hysteresis, also after a while in which nothing was
// seen.
proto::Alert::Place AlertWatch::place_of(double measured) const {
    double hysteresis = params_.hysteresis;
    if (band_.low && band_.high) hysteresis = std::min(hysteresis, 0.25 * (*band_.high - *band_.low));
    const double above = last_known_ == proto::Alert::ABOVE ? hysteresis : 0.0;
    const double below = last_known_ == proto::Alert::BELOW ? hysteresis : 0.0;
    if (band_.high && measured > *band_.high - above) return proto::Alert::ABOVE;
    if (band_.low && measured < *band_.low + below) return proto::Alert::BELOW;
    return proto::Alert::WITHIN;
}

bool AlertWatch::may_signal() const {
    return (place_ == proto::Alert::ABOVE && band_.signals_above) ||
           (place_ == proto::Alert::BELOW && band_.signals_below);
}

AlertWatch::Verdict AlertWatch::see(SessionTime time, double measured, SessionTime now,
                                    bool feedback_is_given) {
    const proto::Alert::Place place = place_of(measured);
    Verdict verdict{.place = place, .has_changed = place != place_};
    if (verdict.has_changed) since_ = time;
    place_ = last_known_ = place;
    if (!may_signal() || time - since_ < params_.dwell) return verdict;
    const auto is_past = [&](const std::optional<SessionTime>& last) {
        return !last || now - *last >= params_.refractory;
    };
    if (!is_past(last_signal_)) return verdict;
    if (feedback_is_given) {
        verdict.is_due = verdict.is_signalled = true;
        last_signal_ = now;
    } else if (is_past(last_withheld_)) {
        verdict.is_due = true;
        last_withheld_ = now;
    }
    return verdict;
}

}  // namespace sacrum::sinks
