#include "analysis/sensor_wobble.hpp"

#include <cmath>
#include <complex>
#include <numbers>

#include "analysis/statistics.hpp"

namespace sacrum::analysis {
namespace {

// Harmonics of the stride. Both landings of a stride make the sensor nod alike, so the even ones; below the
// sixth the pelvis itself moves.
constexpr std::size_t kFirstHarmonic = 6, kHarmonicStep = 2;
constexpr std::size_t kLastHarmonic = 48;  // of 100 points
constexpr double kHighest = 20.0;          // Hz: a sensor of 50 Hz still shows it

std::optional<double> stride_time(std::span<const Stride> strides, Side side) {
    MedianCollector times;
    for (const Stride& stride : strides) {
        const auto& time = stride.metrics[Metric::stride_time];
        if (stride.is_valid() && stride.side == side && time) times.add(*time);
    }
    return times.median();
}

// Amplitude of a harmonic; the last point of a waveform is the first one again.
double amplitude(const Waveform& waveform, std::size_t harmonic) {
    const std::size_t points = waveform.mean.size() - 1;
    std::complex<double> sum;
    for (std::size_t i = 0; i < points; ++i) {
        const double phase = 2.0 * std::numbers::pi * double(harmonic * i) / double(points);
        sum += std::polar(waveform.mean[i], -phase);
    }
    return 2.0 * std::abs(sum) / double(points);
}

double squared(double value) { return value * value; }

}  // namespace

std::optional<Wobble> sensor_wobble(const SessionReport& report, std::span<const Stride> strides) {
    double obliquity = 0.0, tilt = 0.0, rotation = 0.0, acceleration = 0.0;  // sums of squares
    for (const Side side : kBothSides) {
        const auto time = stride_time(strides, side);
        if (!time || report.vertical_mm[side].strides == 0) continue;
        for (std::size_t k = kFirstHarmonic; k <= kLastHarmonic && double(k) / *time <= kHighest;
             k += kHarmonicStep) {
            const double omega = 2.0 * std::numbers::pi * double(k) / *time;
            obliquity += squared(amplitude(report.obliquity_deg[side], k));
            tilt += squared(amplitude(report.tilt_deg[side], k));
            rotation += squared(amplitude(report.rotation_deg[side], k));
            acceleration += squared(1e-3 * omega * omega * amplitude(report.vertical_mm[side], k));
        }
    }
    if (!(acceleration > 0.0)) return std::nullopt;
    return Wobble{.obliquity = std::sqrt(obliquity / acceleration),
                  .tilt = std::sqrt(tilt / acceleration),
                  .rotation = std::sqrt(rotation / acceleration)};
}

}  // namespace sacrum::analysis
