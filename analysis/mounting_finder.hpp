// Which way the pelvis faces, from the gait itself. Fore-aft acceleration repeats every step and lateral
// acceleration every stride, so their stride harmonics are even and odd: the horizontal direction that
// separates them best is forward. The phase between vertical and fore-aft acceleration tells forward from
// backward. Method and figures: docs/methods.md.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/contact.hpp"
#include "analysis/gait_mode.hpp"
#include "analysis/gait_signals.hpp"
#include "dsp/growing_low_pass.hpp"

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
    // Takes in a window of signals; all from one provisional mounting whose up is right.
    void see(const GaitSignals& signals, std::span<const RowRange> running);
    // From all that was seen: the running where there is more of it than of walking, else the walking. Empty
    // without at least four strides in a row.
    [[nodiscard]] std::optional<FoundHeading> found() const;
    // From one window alone.
    std::optional<FoundHeading> find(const GaitSignals& signals, std::span<const RowRange> running);

  private:
    struct Sums {
        double xx = 0.0, xy = 0.0, yy = 0.0;  // odd minus even, real part
        double power = 0.0;
    };
    // Of forward and left with the slope of vertical, and with each other, in the band of a step.
    struct Phase {
        double forward = 0.0, left = 0.0;
        double forward_square = 0.0, both = 0.0, left_square = 0.0, slope_square = 0.0;
    };
    struct Evidence {
        Sums total;
        Phase phase;
        std::vector<double> angles;
        void clear();
    };
    bool find_movement(const GaitSignals& signals, std::span<const RowRange> running);
    Sums harmonics(const GaitSignals& signals, double first_row, double stride_rows) const;
    void add_headings(const GaitSignals& signals, Evidence& evidence) const;
    void add_phase(const GaitSignals& signals, Phase& phase);

    // Vertical acceleration without drift, its RMS over a second, and how fast the heading turns.
    dsp::GrowingLowPass<3> movement_{{0.5_Hz, 8.0_Hz, 0.8_Hz}};
    // Forward, left and vertical acceleration below and within the band of a step.
    dsp::GrowingLowPass<6> bands_{{0.8_Hz, 3.5_Hz, 0.8_Hz, 3.5_Hz, 0.8_Hz, 3.5_Hz}};
    std::vector<double> vertical_, rms_, sorted_;
    std::vector<RowRange> moving_;
    Evidence walking_, running_;
};

}  // namespace sacrum::analysis
