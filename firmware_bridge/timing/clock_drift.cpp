#include "firmware_bridge/timing/clock_drift.hpp"

#include <algorithm>
#include <cmath>

namespace sacrum::firmware_bridge {

void ClockDrift::restart() {
    first_ = count_ = 0;
    line_.reset();
    is_known_ = false;
}

void ClockDrift::push(Duration device_time, ArrivalTime arrival) {
    const Point seen{.time = in_seconds(device_time), .delay = in_seconds(arrival - device_time)};
    if (count_ == 0 || device_time >= stretch_end_) {
        if (count_ > 1) fit();
        if (count_ == kStretches)
            first_ = (first_ + 1) % kStretches;
        else
            ++count_;
        points_[(first_ + count_ - 1) % kStretches] = seen;
        stretch_end_ = device_time + params_.stretch;
    } else {
        Point& least = points_[(first_ + count_ - 1) % kStretches];
        if (seen.delay < least.delay) least = seen;
    }
    // A sample below the line is a better one at once; the slope waits for the end of the stretch.
    if (!line_) line_ = Line{.reference = seen.time, .delay = seen.delay};
    const double below = line_->at(seen.time) - seen.delay;
    if (below > 0.0) line_->delay -= below;
}

// The line below all points with the least sum of distances to them: the edge of the lower convex hull over
// their mean time (Moon, Skelly, Towsley 1999, "Estimation and removal of clock skew from network delay
// measurements").
void ClockDrift::fit() {
    std::array<std::size_t, kStretches> hull{};
    std::size_t size = 0;
    double mean_time = 0.0;
    for (std::size_t i = 0; i < count_; ++i) {
        const Point& c = point(i);
        mean_time += c.time / double(count_);
        while (size >= 2) {
            const Point& a = point(hull[size - 2]);
            const Point& b = point(hull[size - 1]);
            const bool is_above =
                (b.delay - a.delay) * (c.time - a.time) >= (c.delay - a.delay) * (b.time - a.time);
            if (!is_above) break;
            --size;
        }
        hull[size++] = i;
    }
    const double span = point(count_ - 1).time - point(0).time;
    if (size < 2 || span < in_seconds(params_.shortest_span)) {
        const Point* least = &point(0);
        for (std::size_t i = 1; i < count_; ++i)
            if (point(i).delay < least->delay) least = &point(i);
        line_ = Line{.reference = least->time, .delay = least->delay};
        return;
    }
    std::size_t edge = 1;
    while (edge + 1 < size && point(hull[edge]).time < mean_time) ++edge;
    const Point& a = point(hull[edge - 1]);
    const Point& b = point(hull[edge]);
    const double slope = (b.delay - a.delay) / (b.time - a.time);
    line_ = Line{.reference = b.time, .delay = b.delay, .slope = slope};
    is_known_ = true;
}

// The least delays scatter above the line; a lever of half the window turns their scatter into a slope's.
std::optional<DriftEstimate> ClockDrift::estimate() const {
    if (!is_known_) return std::nullopt;
    std::array<double, kStretches> above{};
    for (std::size_t i = 0; i < count_; ++i) above[i] = point(i).delay - line_->at(point(i).time);
    const auto middle = above.begin() + std::ptrdiff_t(count_ / 2);
    std::nth_element(above.begin(), middle, above.begin() + std::ptrdiff_t(count_));
    const double span = point(count_ - 1).time - point(0).time;
    return DriftEstimate{.ppm = line_->slope * 1e6, .uncertainty_ppm = 2.0 * *middle / (0.5 * span) * 1e6};
}

std::optional<Duration> ClockDrift::device_time_of(ArrivalTime arrival) const {
    if (!line_) return std::nullopt;
    const double since = in_seconds(arrival) - line_->reference - line_->delay;
    return duration_from_seconds(line_->reference + since / (1.0 + line_->slope));
}

}  // namespace sacrum::firmware_bridge
