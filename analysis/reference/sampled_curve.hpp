// A quantity at known times, read between them on a straight line; nothing across a hole or beyond the ends.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace sacrum::analysis {

class SampledCurve {
  public:
    // Times strictly increasing.
    void add(double time_s, double value) {
        times_.push_back(time_s);
        values_.push_back(value);
    }
    [[nodiscard]] bool is_empty() const { return times_.empty(); }
    [[nodiscard]] double start() const { return times_.front(); }
    [[nodiscard]] double end() const { return times_.back(); }

    [[nodiscard]] std::optional<double> at(double time_s) const {
        constexpr double kLongestHole = 0.1;  // s
        const auto after = std::lower_bound(times_.begin(), times_.end(), time_s);
        if (after == times_.end()) return std::nullopt;
        const auto i = std::size_t(after - times_.begin());
        if (*after == time_s) return values_[i];
        if (i == 0 || times_[i] - times_[i - 1] > kLongestHole) return std::nullopt;
        const double share = (time_s - times_[i - 1]) / (times_[i] - times_[i - 1]);
        return values_[i - 1] + share * (values_[i] - values_[i - 1]);
    }

  private:
    std::vector<double> times_;
    std::vector<double> values_;
};

}  // namespace sacrum::analysis
