#include "firmware_bridge/protocol/csv_live_units.hpp"

#include <algorithm>
#include <cmath>

namespace sacrum::firmware_bridge {
namespace {

constexpr std::size_t kMostRows = 256;

struct Sorted {
    std::array<double, kMostRows> numbers{};
    std::size_t count = 0;

    void add(double number) {
        if (count < kMostRows) numbers[count++] = number;
    }
    void sort() { std::sort(numbers.begin(), numbers.begin() + std::ptrdiff_t(count)); }
    [[nodiscard]] double at(double fraction) const {
        return numbers[std::min(count - 1, std::size_t(fraction * double(count)))];
    }
};

double length(const LiveRow& row, std::size_t first) {
    return std::hypot(row.values[first], row.values[first + 1], row.values[first + 2]);
}

Sorted lengths(std::span<const LiveRow> rows, std::size_t first) {
    Sorted sorted;
    for (const LiveRow& row : rows) sorted.add(length(row, first));
    sorted.sort();
    return sorted;
}

bool is_near(double number, double expected) { return number > expected / 1.35 && number < 1.35 * expected; }

}  // namespace

std::optional<SpecificForceUnit> specific_force_unit_of(std::span<const LiveRow> rows) {
    if (rows.empty()) return std::nullopt;
    const double usual = lengths(rows, kForce).at(0.5);
    if (is_near(usual, 1.0)) return SpecificForceUnit::g;
    if (is_near(usual, kStandardGravity)) return SpecificForceUnit::m_per_s2;
    if (is_near(usual, 1000.0)) return SpecificForceUnit::milli_g;
    return std::nullopt;
}

std::optional<AngularRateUnitName> angular_rate_unit_of(std::span<const LiveRow> rows) {
    constexpr double kStillMovement = 0.05;  // of |f|, 5 to 95 %; a slow walk has 0.3 and more
    constexpr double kMoving = 0.1;          // of |f|, off its median
    constexpr std::size_t kEnoughMoving = 24;
    constexpr double kStillBias = 0.3;     // above any resting gyroscope in rad/s
    constexpr double kGaitTurning = 10.0;  // gait: 0.3 to 4 rad/s, 20 to 250 deg/s
    if (rows.empty()) return std::nullopt;
    const Sorted force = lengths(rows, kForce);
    const double usual = force.at(0.5);
    if (force.at(0.95) - force.at(0.05) < kStillMovement * usual &&
        lengths(rows, kAngularRate).at(0.5) > kStillBias) {
        return AngularRateUnitName::deg_per_s;
    }
    Sorted turning;
    for (const LiveRow& row : rows) {
        if (std::abs(length(row, kForce) - usual) > kMoving * usual) turning.add(length(row, kAngularRate));
    }
    if (turning.count < kEnoughMoving) return std::nullopt;
    turning.sort();
    return turning.at(0.5) > kGaitTurning ? AngularRateUnitName::deg_per_s : AngularRateUnitName::rad_per_s;
}

std::optional<TimeUnit> time_unit_of(std::span<const LiveRow> rows) {
    Sorted steps;
    bool are_ones = true;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (!rows[i].time || !rows[i - 1].time) continue;
        const double step = *rows[i].time - *rows[i - 1].time;
        if (!(step > 0.0)) continue;
        steps.add(step);
        are_ones = are_ones && step == std::floor(step) && step <= 8.0;
    }
    if (steps.count < 8) return std::nullopt;
    steps.sort();
    const double step = steps.at(0.5);
    if (step == 1.0 && are_ones) return TimeUnit::counter;
    const auto is_interval = [&](double in_s) { return step * in_s > 0.3e-3 && step * in_s < 0.3; };
    for (const auto& [unit, in_s] : {std::pair{TimeUnit::s, 1.0}, std::pair{TimeUnit::ms, 1e-3},
                                     std::pair{TimeUnit::us, 1e-6}, std::pair{TimeUnit::ns, 1e-9}}) {
        if (is_interval(in_s)) return unit;
    }
    return std::nullopt;
}

}  // namespace sacrum::firmware_bridge
