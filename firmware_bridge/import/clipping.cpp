#include "firmware_bridge/import/clipping.hpp"

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <climits>
#include <cmath>
#include <cstddef>
#include <span>

#include "domain/long_vector.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr double kRangesG[] = {2, 3, 4, 6, 8, 12, 16, 24, 30, 32, 64, 100, 200, 400};
constexpr double kRangesDegPerS[] = {125, 245, 250, 450, 500, 1000, 2000, 4000};

bool is_range_end(double extreme, std::span<const double> ranges) {
    constexpr double kTolerance = 0.02;  // calibration moves the end of the range a little
    return std::any_of(ranges.begin(), ranges.end(), [&](double range) {
        return std::abs(std::abs(extreme) - range) < kTolerance * range;
    });
}

using Readings =
    Eigen::Array<double, 12, 1>;  // x y z of the accelerometer in g and the gyroscope in deg/s, then negated

Readings readings(const ImuSample& sample) {
    Readings all;
    all.segment<3>(0) = sample.specific_force.si().array() / kStandardGravity;
    all.segment<3>(3) = sample.angular_rate.si().array() * degrees_from_radians(1.0);
    all.segment<6>(6) = -all.segment<6>(0);
    return all;
}

bool is_of_gyroscope(int direction) { return direction % 6 >= 3; }

// How many times in a row the extreme of a direction must stand to be clipping: two at the end of a usual
// range, four anywhere well beyond rest, never below that.
int shortest_run(int direction, double extreme) {
    if (is_of_gyroscope(direction))
        return extreme < 100.0 ? INT_MAX : is_range_end(extreme, kRangesDegPerS) ? 2 : 4;
    return extreme < 1.5 ? INT_MAX : is_range_end(extreme, kRangesG) ? 2 : 4;
}

}  // namespace

std::int64_t count_clipped(std::span<const ImuSample> samples) {
    Readings extremes = Readings::Zero();
    for (const ImuSample& sample : passing(samples)) extremes = extremes.max(readings(sample));
    const Readings same = extremes * (1.0 - 1e-9);
    std::array<int, 12> shortest{};
    for (int i = 0; i < 12; ++i) shortest[std::size_t(i)] = shortest_run(i, extremes[i]);

    std::vector<bool> clipped(samples.size());
    std::array<int, 12> run{};
    std::size_t at = 0;
    for (const ImuSample& sample : passing(samples)) {
        const Readings now = readings(sample);
        for (int i = 0; i < 12; ++i) {
            int& length = run[std::size_t(i)];
            length = now[i] >= same[i] && shortest[std::size_t(i)] != INT_MAX ? length + 1 : 0;
            if (length == 0 || length < shortest[std::size_t(i)]) continue;
            // A run that has just become long enough counts from its start.
            const int marked = length == shortest[std::size_t(i)] ? length : 1;
            for (int back = 0; back < marked; ++back) clipped[at - std::size_t(back)] = true;
        }
        ++at;
    }
    return std::count(clipped.begin(), clipped.end(), true);
}

}  // namespace sacrum::firmware_bridge
