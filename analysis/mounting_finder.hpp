// Which way the pelvis faces, from the gait itself. Fore-aft acceleration repeats every step and lateral
// acceleration every stride, so their stride harmonics are even and odd: the horizontal direction that
// separates them best is forward. The phase between vertical and fore-aft acceleration tells forward from
// backward. Method and figures: docs/methods.md.
#pragma once

#include <complex>
#include <optional>
#include <span>
#include <vector>

#include "analysis/contact.hpp"
#include "analysis/gait_mode.hpp"
#include "analysis/gait_signals.hpp"

namespace sacrum::analysis {

struct FoundHeading {
    double angle =
        0.0;  // rad, of true forward from the forward axis the signals were built with, + to the left
    double standard_error = 0.0;  // rad, between windows
    double separation = 0.0;      // 0 to 1: how well the axis separates even from odd harmonics
    double phase = 0.0;           // 0 to 1: how clearly forward differs from backward
    int windows = 0;
    [[nodiscard]] bool is_clear() const { return separation >= 0.6 && phase >= 0.4; }
};

class MountingFinder {
  public:
    // From the signals of a provisional mounting whose up is right. Empty without at least four strides in a
    // row.
    std::optional<FoundHeading> find(const GaitSignals& signals, std::span<const RowRange> running);

  private:
    struct Sums {
        double xx = 0.0, xy = 0.0, yy = 0.0;  // odd minus even, real part
        double power = 0.0;
    };
    void find_movement(const GaitSignals& signals, std::span<const RowRange> running);
    Sums harmonics(const GaitSignals& signals, double first_row, double stride_rows) const;
    void band_pass(std::vector<double>& signal, double rate_hz);

    std::vector<double> vertical_, band_x_, band_y_, band_v_, slow_, slope_, filter_scratch_;
    std::vector<RowRange> moving_;
    std::vector<double> angles_;
};

}  // namespace sacrum::analysis
