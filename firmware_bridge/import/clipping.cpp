#include "firmware_bridge/import/clipping.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <span>

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

struct Axis {
    bool is_gyroscope = false;
    int index = 0;
    double sign = 1.0;
};

double reading(const ImuSample& sample, const Axis& axis) {
    return axis.sign * (axis.is_gyroscope ? degrees_from_radians(sample.angular_rate.si()[axis.index])
                                          : sample.specific_force.si()[axis.index] / kStandardGravity);
}

// Marks the runs of the axis's own extreme: two in a row at the end of a usual range, four anywhere well
// beyond rest.
void mark(const std::vector<ImuSample>& samples, const Axis& axis, std::vector<bool>& clipped) {
    double extreme = 0.0;
    for (const ImuSample& sample : samples) extreme = std::max(extreme, reading(sample, axis));
    const double least = axis.is_gyroscope ? 100.0 : 1.5;
    if (!(extreme > least)) return;
    const bool is_usual =
        axis.is_gyroscope ? is_range_end(extreme, kRangesDegPerS) : is_range_end(extreme, kRangesG);
    const std::size_t shortest = is_usual ? 2 : 4;
    const double same = extreme * (1.0 - 1e-9);
    for (std::size_t i = 0; i < samples.size();) {
        std::size_t end = i;
        while (end < samples.size() && reading(samples[end], axis) >= same) ++end;
        if (end - i >= shortest)
            std::fill(clipped.begin() + std::ptrdiff_t(i), clipped.begin() + std::ptrdiff_t(end), true);
        i = std::max(end, i + 1);
    }
}

}  // namespace

std::int64_t count_clipped(const std::vector<ImuSample>& samples) {
    std::vector<bool> clipped(samples.size());
    for (const bool is_gyroscope : {false, true}) {
        for (int index = 0; index < 3; ++index) {
            for (const double sign : {1.0, -1.0}) mark(samples, {is_gyroscope, index, sign}, clipped);
        }
    }
    return std::count(clipped.begin(), clipped.end(), true);
}

}  // namespace sacrum::firmware_bridge
