// Robust statistics of short lists. Empty lists have none: callers ask first.
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <vector>

namespace sacrum::analysis {

// Reorders `values`.
inline double median_in_place(std::span<double> values) {
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) return *middle;
    return 0.5 * (*middle + *std::max_element(values.begin(), middle));
}

// Collects values and gives their median; keeps its memory.
class MedianCollector {
  public:
    void clear() { values_.clear(); }
    void add(double value) { values_.push_back(value); }
    [[nodiscard]] std::size_t count() const { return values_.size(); }
    [[nodiscard]] std::optional<double> median() {
        if (values_.empty()) return std::nullopt;
        return median_in_place(values_);
    }
    void reserve(std::size_t count) { values_.reserve(count); }

  private:
    std::vector<double> values_;
};

// Offset in rows, -0.5 to 0.5, of the vertex of the parabola through three neighbouring values.
inline double parabola_vertex(double before, double at, double after) {
    const double curvature = before - 2.0 * at + after;
    if (!(std::abs(curvature) > 1e-12)) return 0.0;
    return std::clamp(0.5 * (before - after) / curvature, -0.5, 0.5);
}

}  // namespace sacrum::analysis
