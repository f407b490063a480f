#include "analysis/first_lift_off.hpp"

#include <algorithm>
#include <cmath>

namespace sacrum::analysis {
namespace {

constexpr double kSmoothing = 0.040;  // s, SD of a Gaussian: a low-pass of 4 Hz
constexpr double kReach = 0.24;       // s, three of the next
constexpr double kDoubt = 0.080;      // s, SD of the usual time
constexpr double kLag = 0.030;  // s from lift-off to the steepest rise; mean of 40 first swings, SD 59 ms

// Slope of a signal at a row, smoothed: its product with the derivative of a Gaussian.
double smooth_slope(std::span<const double> signal, std::ptrdiff_t row, double sd_rows) {
    const auto reach = std::ptrdiff_t(std::ceil(3.0 * sd_rows));
    double slope = 0.0;
    for (std::ptrdiff_t k = -reach; k <= reach; ++k) {
        const auto at = std::clamp(row + k, std::ptrdiff_t{0}, std::ssize(signal) - 1);
        const double x = double(k) / sd_rows;
        slope += x * std::exp(-0.5 * x * x) * signal[std::size_t(at)];
    }
    return slope;
}

}  // namespace

void place_first_lift_off(const GaitSignals& signals, Contact& contact) {
    if (!contact.own_lift_off_s || !contact.side) return;
    // Obliquity is positive with the right side up.
    const double upward = *contact.side == Side::right ? 1.0 : -1.0;
    const double usual = signals.row_at(*contact.own_lift_off_s + kLag);
    const auto first = std::max<std::ptrdiff_t>(0, std::lround(usual - kReach * signals.rate_hz));
    const auto last = std::min<std::ptrdiff_t>(std::ssize(signals.obliquity_rate) - 1,
                                               std::lround(usual + kReach * signals.rate_hz));
    double best = 0.0;
    for (std::ptrdiff_t row = first; row <= last; ++row) {
        const double off = (double(row) - usual) / (kDoubt * signals.rate_hz);
        const double rise = upward * smooth_slope(signals.obliquity_rate, row, kSmoothing * signals.rate_hz) *
                            std::exp(-0.5 * off * off);
        if (!(rise > best)) continue;
        best = rise;
        contact.own_lift_off_s = signals.time_at(double(row)) - kLag;
    }
}

}  // namespace sacrum::analysis
