// Sums of one quantity over a stretch: mean, largest, and how well the mean is known. A body sways slowly, so
// neighbouring samples tell little more than one: the standard error rests on means over two seconds.
#pragma once

#include <cmath>
#include <optional>

#include "domain/time.hpp"

namespace sacrum::analysis {

class PostureTally {
  public:
    void add(SessionTime time, double value) {
        if (count_ == 0 || value > largest_) largest_ = value;
        sum_ += value;
        squares_ += value * value;
        ++count_;
        if (block_count_ == 0) block_start_ = time;
        block_sum_ += value;
        ++block_count_;
        if (time - block_start_ < kBlock) return;
        const double mean = block_sum_ / block_count_;
        ++blocks_;
        const double apart = mean - block_mean_;
        block_mean_ += apart / blocks_;
        block_squares_ += apart * (mean - block_mean_);
        block_sum_ = block_count_ = 0.0;
    }
    [[nodiscard]] bool is_empty() const { return count_ == 0.0; }
    [[nodiscard]] double mean() const { return sum_ / count_; }
    [[nodiscard]] double largest() const { return largest_; }
    [[nodiscard]] double rms() const { return std::sqrt(squares_ / count_); }
    [[nodiscard]] double sd() const { return std::sqrt(std::fmax(0.0, squares_ / count_ - mean() * mean())); }
    // Of the mean; with less than two blocks, the whole scatter.
    [[nodiscard]] double standard_error() const {
        return blocks_ < 2.0 ? sd() : std::sqrt(block_squares_ / (blocks_ - 1.0) / blocks_);
    }

  private:
    static constexpr Duration kBlock = std::chrono::seconds(2);
    double count_ = 0.0, sum_ = 0.0, squares_ = 0.0, largest_ = 0.0;
    SessionTime block_start_{};
    double block_sum_ = 0.0, block_count_ = 0.0;
    double blocks_ = 0.0, block_mean_ = 0.0, block_squares_ = 0.0;
};

}  // namespace sacrum::analysis
