// The median of the newest values. Its memory is fixed; the oldest value makes room for a newer one.
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <optional>

#include "sinks/alerts/alert_measure.hpp"

namespace sacrum::sinks {

class RunningMedian {
  public:
    // 1 to kMostOverStrides.
    explicit RunningMedian(std::size_t over = kOverStrides) : over_(over) {
        assert(over >= 1 && over <= kMostOverStrides);
    }

    void clear() { count_ = next_ = 0; }
    void add(double value) {
        values_[next_] = value;
        next_ = (next_ + 1) % over_;
        count_ = std::min(count_ + 1, over_);
    }
    // Empty until there are as many as wanted.
    [[nodiscard]] std::optional<double> median() const {
        if (count_ < over_) return std::nullopt;
        std::array<double, kMostOverStrides> sorted = values_;
        const auto begin = sorted.begin();
        const auto middle = begin + std::ptrdiff_t(over_ / 2);
        std::nth_element(begin, middle, begin + std::ptrdiff_t(over_));
        return over_ % 2 == 1 ? *middle : 0.5 * (*middle + *std::max_element(begin, middle));
    }

  private:
    std::size_t over_;
    std::array<double, kMostOverStrides> values_{};
    std::size_t count_ = 0;
    std::size_t next_ = 0;
};

}  // namespace sacrum::sinks
