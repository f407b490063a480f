// How the host's clock runs against the device's, from when samples arrived. A sample may be late by any
// amount but never early, so only the least delayed one of each stretch counts, and the line lies below them
// all (the lower convex hull): bunching on the way does not show. Looks back over a bounded window. Allocates
// nothing.
//
//   delay │   x      x  x                x: arrival − device time of the least delayed sample of a stretch
//         │      x          x    ____
//         │ ________x___--x-----         the edge of the lower hull above the middle of the window
//         └───────────────────────── device time
#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "domain/time.hpp"
#include "firmware_bridge/arrival.hpp"

namespace sacrum::firmware_bridge {

struct DriftEstimate {
    double ppm = 0.0;  // positive: the device's clock is slow, its second is longer than the host's
    double uncertainty_ppm = 0.0;  // about two standard deviations
};

struct ClockDriftParams {
    Duration stretch = std::chrono::seconds(2);         // longer: fewer late samples count, slower to know
    Duration shortest_span = std::chrono::seconds(10);  // before it the drift is not known and taken as none
};

class ClockDrift {
  public:
    explicit ClockDrift(ClockDriftParams params = {}) : params_(params) {}

    void push(Duration device_time, ArrivalTime arrival);
    void restart();

    // None until something came.
    [[nodiscard]] std::optional<Duration> device_time_of(ArrivalTime arrival) const;
    // Least delay at that device time on the line: arrival − device time.
    [[nodiscard]] std::optional<double> delay_at(Duration device_time) const {  // s
        if (!line_) return std::nullopt;
        return line_->at(in_seconds(device_time));
    }
    [[nodiscard]] double slope() const { return line_ ? line_->slope : 0.0; }
    [[nodiscard]] std::optional<DriftEstimate> estimate() const;

  private:
    static constexpr std::size_t kStretches = 300;  // ten minutes with the default stretch

    struct Point {
        double time = 0.0;   // s, device
        double delay = 0.0;  // s
    };
    struct Line {
        double reference = 0.0;  // s, device
        double delay = 0.0;      // s, there
        double slope = 0.0;
        [[nodiscard]] double at(double time) const { return delay + slope * (time - reference); }
    };

    [[nodiscard]] const Point& point(std::size_t i) const { return points_[(first_ + i) % kStretches]; }
    void fit();

    ClockDriftParams params_;
    std::array<Point, kStretches> points_{};
    std::size_t first_ = 0;
    std::size_t count_ = 0;
    Duration stretch_end_{};
    std::optional<Line> line_;
    bool is_known_ = false;  // the slope
};

}  // namespace sacrum::firmware_bridge
