// Places a device's samples in session time and in order. Everything it gives is a function of what came
// before, so a replay of the same arrivals gives the same samples. docs/timing.md tells the rules and their
// limits.
//
// The first sample's session time is its arrival time; from there the device's own clock counts, so that the
// host's bunching does not show. After a restart of the device the time is anchored once more, by arrival.
// Samples come out at once, except: the first second (four without a clock) when nobody said the rate, and
// after a hole, where swapped datagrams may still fill it: up to 60 ms of arrivals and 64 samples.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/emit.hpp"
#include "domain/recording.hpp"
#include "firmware_bridge/protocol/device_sample.hpp"
#include "firmware_bridge/timing/clock_drift.hpp"
#include "firmware_bridge/timing/host_pacer.hpp"
#include "firmware_bridge/timing/rate_watch.hpp"

namespace sacrum::firmware_bridge {

class SampleTimer {
  public:
    SampleTimer();

    void push(const DeviceSample& sample, const DeviceClock& clock, Emit<ImuSample> emit);
    void lose_link(Emit<ImuSample> emit);
    // Nothing comes any more: gives what still waits.
    void finish(Emit<ImuSample> emit);

    // What the device says its rate is. Taken at once while the rate is not known; later it only rounds a
    // measured new rate that is within 2 % of it.
    void describe_rate(Frequency rate, Emit<ImuSample> emit);
    // Known before the first sample is given out, changes when the device was seen to have changed it.
    [[nodiscard]] std::optional<Frequency> rate() const;

    // For marks: the session time of what the sensor felt when the host's clock showed `arrival`, less the
    // shortest way from the device to here. None before the first sample.
    [[nodiscard]] std::optional<SessionTime> session_time_of(ArrivalTime arrival) const;
    // Host against device; none for devices without a clock and in the first ten seconds.
    [[nodiscard]] std::optional<DriftEstimate> drift() const;
    // Of arrivals against the least delayed ones, root mean square.
    [[nodiscard]] Duration jitter() const;
    [[nodiscard]] const RecordingQuality& quality() const { return quality_; }
    [[nodiscard]] std::int64_t restarts() const { return restarts_; }

  private:
    // When a sample came, with its clock and counter unwrapped. A device without either gets a counter from
    // us.
    struct Place {
        ArrivalTime arrival{};
        std::int64_t ticks = 0;
        std::int64_t count = 0;
    };
    struct Placed {
        Place place{};
        DeviceSample sample{};
    };

    [[nodiscard]] bool has_ticks() const { return clock_.tick_bits > 0 && clock_.tick > Duration{}; }
    [[nodiscard]] bool has_count() const { return clock_.count_bits > 0 || !has_ticks(); }
    [[nodiscard]] std::int64_t order_of(const Place& p) const { return has_ticks() ? p.ticks : p.count; }
    [[nodiscard]] Duration device_time(std::int64_t ticks) const { return ticks * clock_.tick; }
    [[nodiscard]] Place unwrap(const DeviceSample& sample) const;
    [[nodiscard]] Duration lateness(const Place& place) const;
    [[nodiscard]] bool agrees_with_counter(const Place& place) const;
    [[nodiscard]] bool is_restart(const Place& place) const;
    [[nodiscard]] std::int64_t steps_between(const Place& before, const Place& after) const;

    void adopt_clock(const DeviceClock& clock, Emit<ImuSample> emit);
    void begin_anew(Emit<ImuSample> emit);
    bool is_late(const Place& place);
    void hold(const Placed& placed);
    void find_rate(bool is_forced);
    void set_interval(double interval);
    void release(ArrivalTime now, bool releases_all, Emit<ImuSample> emit);
    void give(const Placed& placed, Emit<ImuSample> emit);
    Duration session_time_for(const Place& place, std::int64_t& steps);
    void watch_rate(Duration step, std::int64_t steps);

    DeviceClock clock_{};
    std::optional<Frequency> described_rate_;
    std::optional<Frequency> rate_;
    double interval_ = 0.0;  // s; 0: not known

    std::vector<Placed> held_;               // in order, not yet given
    ArrivalTime hole_seen_{};                // when the first of held_ began to wait
    std::optional<Place> newest_;            // of all accepted
    std::optional<Place> last_;              // given
    std::uint64_t recent_ = 0;               // bit i: the sample i + 1 counts before last_ was given
    std::optional<ArrivalTime> late_since_;  // only samples from the past have come since

    bool is_anchored_ = false;
    bool link_was_lost_ = false;
    std::int64_t anchor_ticks_ = 0;
    Duration anchor_{};
    std::optional<Duration> last_time_;
    HostPacer pacer_;
    ClockDrift drift_;
    RateWatch watch_;
    double squared_lateness_ = 0.0;  // s², summed
    RecordingQuality quality_;
    std::int64_t restarts_ = 0;
    std::vector<double> scratch_;
};

}  // namespace sacrum::firmware_bridge
