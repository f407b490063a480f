#include "analysis/leg_lift.hpp"

#include <cmath>

namespace sacrum::analysis {
namespace {

constexpr double kReach = 2.0;  // s before and after the sign: the body shifts about half a second before it
constexpr double kLeastShift = 0.04;  // m

}  // namespace

std::optional<double> shift_to_left(const GaitSignals& signals, double time_s) {
    const double first = signals.row_at(time_s - kReach), last = signals.row_at(time_s + kReach);
    if (first < 0.0 || last > double(signals.size()) - 1.0) return std::nullopt;
    const auto a = std::size_t(first), b = std::size_t(last);
    // At rest before and after: the mean acceleration is an error of the level.
    double mean = 0.0;
    for (std::size_t i = a; i < b; ++i) {
        if (signals.is_bridged[i]) return std::nullopt;
        mean += signals.left[i];
    }
    mean /= double(b - a);
    double velocity = 0.0, position = 0.0;
    for (std::size_t i = a; i < b; ++i) {
        velocity += (signals.left[i] - mean) / signals.rate_hz;
        position += velocity / signals.rate_hz;
    }
    return position;
}

SideCheck check_lift(const GaitSignals& signals, const LiftedLeg& lifted) {
    const auto shift = shift_to_left(signals, in_seconds(lifted.time));
    if (!shift || std::abs(*shift) < kLeastShift) return SideCheck::unclear;
    return (*shift > 0.0) == (lifted.side == Side::right) ? SideCheck::agrees : SideCheck::contradicts;
}

}  // namespace sacrum::analysis
