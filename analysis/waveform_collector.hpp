// Mean waveforms of the pelvis over the gait cycle, per side: running mean and variance at 0, 1, … 100 % of
// the stride.
#pragma once

#include <array>

#include "analysis/gait_signals.hpp"
#include "analysis/stride_displacement.hpp"
#include "domain/session.hpp"

namespace sacrum::analysis {

class WaveformCollector {
  public:
    // A valid stride with a known side and its displacement.
    void add(const GaitSignals& signals, const Stride& stride, const StrideDisplacement& displacement);
    void write_to(SessionReport& report) const;

  private:
    // Welford's running mean and sum of squares.
    struct Sums {
        std::int64_t strides = 0;
        std::array<double, 101> mean{};
        std::array<double, 101> square{};
        void add(const std::array<double, 101>& values);
        [[nodiscard]] Waveform waveform() const;
    };
    Sided<Sums> obliquity_, tilt_, rotation_, sway_, vertical_;
};

}  // namespace sacrum::analysis
