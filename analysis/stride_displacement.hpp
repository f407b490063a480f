// How the sensor moves within a stride: acceleration integrated twice, cut at contacts afterwards. The mean
// acceleration is taken over several strides, never over the single one: there a real change of speed would
// become a parabola.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "analysis/gait_signals.hpp"

namespace sacrum::analysis {

class StrideDisplacement {
  public:
    struct Params {
        double lateral_strides =
            11.0;  // over which the mean acceleration is zero, to the side; shorter near turns and ends
        double vertical_strides = 15.0;  // upward: longer, the ground does not drift
        double lever_arm_m = 0.12;       // sensor to pelvis centre, forward
    };
    explicit StrideDisplacement(const Params& params) : params_(params) {}

    // Integrates rows [first, last) of a stride inside a bout of rows [bout_first, bout_last).
    void integrate(const GaitSignals& signals, double first_row, double last_row, double bout_first,
                   double bout_last);

    // One value per row of the grid that lies in the stride, mean removed, end-to-end line removed; metres.
    [[nodiscard]] std::span<const double> left() const { return left_; }
    [[nodiscard]] std::span<const double> left_of_centre() const { return centre_; }
    [[nodiscard]] std::span<const double> vertical() const { return vertical_; }
    [[nodiscard]] std::size_t first_grid_row() const { return grid_first_; }

    static double peak_to_peak(std::span<const double> values);

  private:
    struct Line {
        double level = 0.0;
        double slope = 0.0;  // per row
        double centre = 0.0;
        [[nodiscard]] double at(double row) const { return level + slope * (row - centre); }
    };
    template <std::size_t Signals>
    static std::array<Line, Signals> local_lines(const GaitSignals& signals,
                                                 const std::array<std::span<const double>, Signals>& blocks,
                                                 double first_row, double last_row, double length,
                                                 double bout_first, double bout_last);

    Params params_;
    std::size_t grid_first_ = 0;
    std::vector<double> left_, centre_, vertical_;
};

}  // namespace sacrum::analysis
