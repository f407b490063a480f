// Displacement along the time line, from the displacements of overlapping strides: each fades in and out with
// a Hann weight, and the strides of both feet overlap by half, so the weights add up to one.
#pragma once

#include <cmath>
#include <numbers>
#include <optional>
#include <vector>

#include "analysis/stride_displacement.hpp"

namespace sacrum::analysis {

class DisplacementTrack {
  public:
    // Over these rows of the signals.
    void restart(std::size_t first, std::size_t rows) {
        first_ = first;
        weight_.assign(rows, 0.0);
        left_.assign(rows, 0.0);
        vertical_.assign(rows, 0.0);
    }
    void add(const StrideDisplacement& stride) {
        // sin² of evenly spaced angles, by the recurrence of the cosine of their doubles.
        const double turn = 2.0 * std::numbers::pi / double(stride.left().size());
        const double twice = 2.0 * std::cos(turn);
        double cosine = std::cos(0.5 * turn), previous = cosine;
        for (std::size_t i = 0; i < stride.left().size(); ++i) {
            const double weight = 0.5 - 0.5 * cosine;
            const double next = twice * cosine - previous;
            previous = cosine;
            cosine = next;
            const std::size_t row = stride.first_grid_row() + i - first_;
            if (row >= weight_.size()) continue;  // also of a row before the first
            weight_[row] += weight;
            left_[row] += weight * stride.left()[i];
            vertical_[row] += weight * stride.vertical()[i];
        }
    }
    // Metres about the running mean; empty where less than half the weight is there: outside gait and at its
    // ends.
    [[nodiscard]] std::optional<double> left_at(std::size_t row) const { return at(left_, row); }
    [[nodiscard]] std::optional<double> vertical_at(std::size_t row) const { return at(vertical_, row); }

  private:
    [[nodiscard]] std::optional<double> at(const std::vector<double>& sum, std::size_t row) const {
        const std::size_t at = row - first_;
        if (at >= weight_.size() || weight_[at] < 0.5) return std::nullopt;
        return sum[at] / weight_[at];
    }
    std::size_t first_ = 0;
    std::vector<double> weight_, left_, vertical_;
};

}  // namespace sacrum::analysis
