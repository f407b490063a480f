// Courses of the pelvis over the gait cycle: of a stride, and their mean per side as running mean and
// variance at 0, 1, … 100 % of the stride.
#pragma once

#include <array>
#include <optional>

#include "analysis/gait_signals.hpp"
#include "analysis/stride_displacement.hpp"
#include "domain/session.hpp"
#include "domain/stride_course.hpp"

namespace sacrum::analysis {

// Of a stride with a known side and its displacement; empty where the side is not known.
std::optional<StrideCourse> course_of(const GaitSignals& signals, const Stride& stride,
                                      const StrideDisplacement& displacement);

class WaveformCollector {
  public:
    void add(const StrideCourse& course);
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
