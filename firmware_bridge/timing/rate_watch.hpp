// The sample interval by the device's own clock: found from the first samples, and watched for a change.
// Jitter of single intervals and lost samples do not disturb it.
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

#include "domain/time.hpp"

namespace sacrum::firmware_bridge {

// The interval behind sample times in order, in seconds: their span by the number of median steps in it. None
// for less than two times. Uses `steps` as scratch, at least as long as `times`.
inline std::optional<double> usual_interval(std::span<const double> times, std::span<double> steps) {
    if (times.size() < 2) return std::nullopt;
    const std::size_t count = times.size() - 1;
    for (std::size_t i = 0; i < count; ++i) steps[i] = times[i + 1] - times[i];
    const auto middle = steps.begin() + std::ptrdiff_t(count / 2);
    std::nth_element(steps.begin(), middle, steps.begin() + std::ptrdiff_t(count));
    const double median = *middle;
    if (!(median > 0.0)) return std::nullopt;
    double intervals = 0.0;
    for (std::size_t i = 0; i < count; ++i)
        intervals += std::max(1.0, std::round((times[i + 1] - times[i]) / median));
    return (times.back() - times.front()) / intervals;
}

// Sees a new rate when 32 steps in a row agree with each other and not with the rate.
class RateWatch {
  public:
    // `step` between two samples that follow each other, `resolution` of the clock. The new interval, if
    // there is one; s.
    std::optional<double> push(double step, double resolution, double interval) {
        const double mean = count_ > 0 ? sum_ / double(count_) : step;
        if (std::abs(step - mean) > kScatter * mean + resolution) restart();
        sum_ += step;
        if (++count_ < kSteps) return std::nullopt;
        const double found = sum_ / double(count_);
        restart();
        if (std::abs(found - interval) <= kTolerance * interval) return std::nullopt;
        return found;
    }
    void restart() {
        sum_ = 0.0;
        count_ = 0;
    }

  private:
    static constexpr int kSteps = 32;           // a sixth of a second at 200 Hz
    static constexpr double kScatter = 0.25;    // of a step: less than what a lost sample adds
    static constexpr double kTolerance = 0.03;  // of the interval: above what any crystal or rounding does
    double sum_ = 0.0;
    int count_ = 0;
};

}  // namespace sacrum::firmware_bridge
