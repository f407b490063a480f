// Times for samples of a device without a clock: the host's arrival times made even. The line through the
// least delayed arrivals gives the pace; the time given follows it by at most 2 % faster or slower, so that
// bunching does not show. A device without a counter, too, that lost samples shows it only by staying late:
// such a hole is announced one to two seconds after it happened.
#pragma once

#include <array>
#include <cstdint>

#include "firmware_bridge/timing/clock_drift.hpp"

namespace sacrum::firmware_bridge {

class HostPacer {
  public:
    // The first sample of a session, and a new interval. Time goes on from where it is.
    void set_interval(double interval) { interval_ = interval; }
    [[nodiscard]] double interval() const { return interval_; }

    void start(Duration session, ArrivalTime arrival);
    // The next sample, `steps` intervals after the one before.
    Duration place(std::int64_t steps, ArrivalTime arrival);
    // How many intervals later than usual a next sample that comes now is: those that were lost with the
    // link.
    [[nodiscard]] std::int64_t steps_late(ArrivalTime arrival) const;
    // Samples lost without a counter to say so; 0 as long as nothing points to it.
    [[nodiscard]] std::int64_t steps_lost(ArrivalTime arrival);

  private:
    [[nodiscard]] double lateness(ArrivalTime arrival) const;

    double interval_ = 0.0;  // s
    double nominal_ = 0.0;   // s: where the samples would be if the interval were exact
    double session_ = 0.0;   // s
    ClockDrift line_{{.stretch = std::chrono::milliseconds(500), .shortest_span = std::chrono::seconds(4)}};
    ArrivalTime second_end_{};
    std::array<double, 2> least_lateness_{};  // of the second before and of this one, s
    bool knows_second_before_ = false;
};

}  // namespace sacrum::firmware_bridge
