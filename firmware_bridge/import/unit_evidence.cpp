#include "firmware_bridge/import/unit_evidence.hpp"

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace sacrum::firmware_bridge {
namespace {

constexpr std::size_t kEnough = 20000;  // rows, taken evenly, for a percentile

// In the file's unit.
const Eigen::Vector3d& force_of(const ImuSample& reading) { return reading.specific_force.si(); }
const Eigen::Vector3d& rate_of(const ImuSample& reading) { return reading.angular_rate.si(); }

std::vector<double> lengths(std::span<const ImuSample> readings,
                            const Eigen::Vector3d& (*vector_of)(const ImuSample&)) {
    const std::size_t stride = std::max<std::size_t>(1, readings.size() / kEnough);
    std::vector<double> result;
    constexpr std::size_t kReleasedAtOnce = 1 << 16U;
    for (std::size_t i = 0; i < readings.size(); i += stride) {
        if (i % kReleasedAtOnce < stride) release(readings.first(i));
        result.push_back(vector_of(readings[i]).stableNorm());
    }
    return result;
}

double quantile(std::vector<double>& unsorted, double fraction) {
    if (unsorted.empty()) return 0.0;
    const auto at = unsorted.begin() + std::ptrdiff_t(fraction * double(unsorted.size() - 1));
    std::nth_element(unsorted.begin(), at, unsorted.end());
    return *at;
}

TurningEvidence weigh_turning_over(std::span<const ImuSample> readings, std::span<const std::int64_t> steps,
                                   double interval_s, std::size_t length) {
    constexpr std::size_t kMostPairs = 2000;
    constexpr std::size_t kFewestPairs = 20;
    constexpr std::size_t kReleasedAtOnce = 1 << 16U;
    const std::size_t stride = std::max(length, readings.size() / kMostPairs);
    double xx = 0.0, xy = 0.0, yy = 0.0;
    std::size_t pairs = 0;
    for (std::size_t i = 0; i + 2 * length <= readings.size(); i += stride) {
        // Means of f over two neighbouring windows differ by the turning, weighted with a triangle over both.
        if (i % kReleasedAtOnce < stride) release(readings.first(i));
        Eigen::Vector3d turned = Eigen::Vector3d::Zero();
        Eigen::Vector3d change = Eigen::Vector3d::Zero();
        bool has_gap = false;
        for (std::size_t m = 0; m < 2 * length; ++m) {
            const ImuSample& reading = readings[i + m];
            has_gap = has_gap || (m > 0 && steps[i + m] != 1);
            const Eigen::Vector3d force = force_of(reading);
            const double weight = double(m < length ? m + 1 : 2 * length - 1 - m);
            turned -= weight * rate_of(reading).cross(force);
            change += m < length ? Eigen::Vector3d(-force) : force;
        }
        if (has_gap) continue;
        turned *= interval_s;
        xx += turned.squaredNorm();
        xy += turned.dot(change);
        yy += change.squaredNorm();
        ++pairs;
    }
    const double scale = std::sqrt(xx) * std::sqrt(yy);
    if (pairs < kFewestPairs || !(scale > 0.0) || !std::isfinite(scale)) return {};
    return {.slope = xy / xx, .correlation = xy / scale};
}

// How often a column leaps by about `turn` between neighbours that are otherwise close.
int count_leaps(std::span<const ImuSample> readings, int axis, double turn) {
    int leaps = 0;
    for (std::size_t i = 2; i + 1 < readings.size(); ++i) {
        release_behind(readings, i);
        const auto step = [&](std::size_t k) {
            return std::abs(rate_of(readings[k])[axis] - rate_of(readings[k - 1])[axis]);
        };
        const bool is_leap = std::abs(step(i) - turn) < 0.06 * turn;
        if (is_leap && step(i - 1) < 0.06 * turn && step(i + 1) < 0.06 * turn) ++leaps;
    }
    return leaps;
}

}  // namespace

SpecificForceEvidence weigh_specific_force(std::span<const ImuSample> readings, double interval_s) {
    SpecificForceEvidence evidence;
    std::vector<double> all = lengths(readings, force_of);
    evidence.usual_length = quantile(all, 0.5);
    evidence.spread = (quantile(all, 0.75) - quantile(all, 0.25)) / std::max(evidence.usual_length, 1e-300);
    evidence.movement = (quantile(all, 0.95) - quantile(all, 0.05)) / std::max(evidence.usual_length, 1e-300);
    const auto second =
        std::clamp<std::size_t>(std::size_t(std::llround(1.0 / interval_s)), 1, readings.size());
    constexpr std::size_t kReleasedAtOnce = 1 << 16U;
    std::vector<double> means;
    for (std::size_t i = 0; i + second <= readings.size(); i += second) {
        Eigen::Vector3d sum = Eigen::Vector3d::Zero();
        if (i % kReleasedAtOnce < second) release(readings.first(i));
        for (std::size_t m = 0; m < second; ++m) sum += force_of(readings[i + m]);
        means.push_back((sum / double(second)).stableNorm());
    }
    evidence.steady = quantile(means, 0.5);
    return evidence;
}

TurningEvidence weigh_turning(std::span<const ImuSample> readings, std::span<const std::int64_t> steps,
                              double interval_s) {
    TurningEvidence best;
    for (const double seconds :
         {0.1, 0.25, 0.5, 1.0}) {  // fast turning shows in short windows, slow turning in long ones
        const auto length = std::max<std::size_t>(2, std::size_t(std::llround(seconds / interval_s)));
        const TurningEvidence evidence = weigh_turning_over(readings, steps, interval_s, length);
        if (evidence.correlation > best.correlation) best = evidence;
    }
    return best;
}

double fast_angular_rate(std::span<const ImuSample> readings) {
    std::vector<double> all = lengths(readings, rate_of);
    return quantile(all, 0.95);
}

bool wraps_like_an_angle(std::span<const ImuSample> readings) {
    using Rates = Eigen::Array3d;
    Rates low = rate_of(readings.front()).array();
    Rates high = low;
    for (const ImuSample& reading : passing(readings)) {
        const Rates rates = rate_of(reading).array();
        low = low.min(rates);
        high = high.max(rates);
    }
    for (int axis = 0; axis < 3; ++axis) {
        for (const double turn : {360.0, 2.0 * std::numbers::pi}) {
            const double range = high[axis] - low[axis];
            const bool is_one_turn = range > 0.94 * turn && range < 1.01 * turn;
            if (is_one_turn && count_leaps(readings, axis, turn) >= 2) return true;
        }
    }
    return false;
}

}  // namespace sacrum::firmware_bridge
