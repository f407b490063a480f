// Watches one measure of one side against its band: where it is, and when a signal falls due.
//
//          ABOVE ───────────────┐ comes back only here:
//     high ─────────────────────│── high - hysteresis
//          WITHIN               ▼
//     low  ──────────────────────── low + hysteresis: the same from BELOW
//
// A signal falls due when it has stayed outside for `dwell`, and again every `refractory` while it stays
// there. Between looks nothing is assumed: what was not seen is neither outside nor within.
#pragma once

#include <optional>

#include "domain/time.hpp"
#include "proto/live.pb.h"

namespace sacrum::sinks {

struct AlertBand {
    std::optional<double> low{}, high{};
    bool signals_below = true;
    bool signals_above = true;

    bool operator==(const AlertBand&) const = default;
};

class AlertWatch {
  public:
    struct Params {
        double hysteresis = 0.0;  // in the measure's unit; at most a quarter of a band with two ends is used
        Duration dwell{};
        Duration refractory{};
    };
    struct Verdict {
        proto::Alert::Place place = proto::Alert::PLACE_NOT_KNOWN;
        bool has_changed = false;
        bool is_due = false;  // a signal, were feedback given
        bool is_signalled = false;
    };

    AlertWatch() = default;
    explicit AlertWatch(const Params& params) : params_(params) {}

    // Another band: where the measure is must be seen anew.
    void set_band(const AlertBand& band);
    [[nodiscard]] const AlertBand& band() const { return band_; }

    // The measure at `time`, looked at `now`: a signal reaches the person now, not then.
    Verdict see(SessionTime time, double measured, SessionTime now, bool feedback_is_given);
    // It is not seen any more. Says whether it was.
    bool lose();

  private:
    [[nodiscard]] proto::Alert::Place place_of(double measured) const;
    [[nodiscard]] bool may_signal() const;

    Params params_;
    AlertBand band_;
    proto::Alert::Place place_ = proto::Alert::PLACE_NOT_KNOWN;
    proto::Alert::Place last_known_ = proto::Alert::PLACE_NOT_KNOWN;
    SessionTime since_{};  // the place is what it is
    std::optional<SessionTime> last_signal_{};
    std::optional<SessionTime> last_withheld_{};
};

}  // namespace sacrum::sinks
