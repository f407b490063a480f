#include "firmware_bridge/timing/host_pacer.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sacrum::firmware_bridge {
namespace {

constexpr double kFollowTime = 2.0;       // s: more follows the line more slowly and smoothly
constexpr double kMostCorrection = 0.02;  // of the pace
constexpr double kLostLateness = 0.1;     // s, and at least five intervals: less is bunching
constexpr double kLostAgreement = 0.05;   // s: a device that slows down stays late by more and more
constexpr double kNothingSeen = std::numeric_limits<double>::infinity();

}  // namespace

void HostPacer::start(Duration session, ArrivalTime arrival) {
    nominal_ = session_ = in_seconds(session);
    line_.restart();
    line_.push(session, arrival);
    second_end_ = arrival + std::chrono::seconds(1);
    least_lateness_.fill(kNothingSeen);
    knows_second_before_ = false;
}

Duration HostPacer::place(std::int64_t steps, ArrivalTime arrival) {
    const double nominal_step = double(steps) * interval_;
    nominal_ += nominal_step;
    const Duration nominal = duration_from_seconds(nominal_);
    line_.push(nominal, arrival);
    const double slope = line_.slope();
    const double step = nominal_step * (1.0 + slope);
    const double behind = nominal_ + line_.delay_at(nominal).value_or(0.0) - (session_ + step);
    const double most = kMostCorrection * nominal_step;
    session_ += step + std::clamp(behind * nominal_step / kFollowTime, -most, most);
    return duration_from_seconds(session_);
}

double HostPacer::lateness(ArrivalTime arrival) const {
    const double nominal = nominal_ + interval_;
    return in_seconds(arrival) - nominal - line_.delay_at(duration_from_seconds(nominal)).value_or(0.0);
}

std::int64_t HostPacer::steps_late(ArrivalTime arrival) const {
    return std::max(std::int64_t{0}, std::int64_t(std::llround(lateness(arrival) / interval_)));
}

std::int64_t HostPacer::steps_lost(ArrivalTime arrival) {
    const double late = lateness(arrival);
    std::int64_t lost = 0;
    if (arrival >= second_end_) {
        const auto [before, now] = least_lateness_;
        const double least = std::min(before, now);
        const bool is_steady = std::abs(before - now) < kLostAgreement;
        if (knows_second_before_ && is_steady && least > std::max(kLostLateness, 5.0 * interval_))
            lost = std::llround(least / interval_);
        least_lateness_ = {now, kNothingSeen};
        knows_second_before_ = lost == 0;
        second_end_ = arrival + std::chrono::seconds(1);
    }
    if (lost == 0) least_lateness_[1] = std::min(least_lateness_[1], late);
    return lost;
}

}  // namespace sacrum::firmware_bridge
