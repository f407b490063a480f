// Where the person runs. Running shows in the size of the vertical specific force: half a sine of force with
// no flight at all would have a standard deviation of 0.47 g, so more than that means flight (derived; see
// docs/methods.md).
#pragma once

#include <vector>

#include "analysis/gait_signals.hpp"
#include "domain/time.hpp"

namespace sacrum::analysis {

// Rows [first, last).
struct RowRange {
    std::size_t first = 0;
    std::size_t last = 0;
    [[nodiscard]] bool contains(std::size_t row) const { return row >= first && row < last; }
    [[nodiscard]] std::size_t length() const { return last - first; }
};

class RunningFinder {
  public:
    struct Params {
        Frequency cutoff =
            Frequency::of_si(6.0);  // keeps the first two step harmonics, drops impact and ringing
        double window_s = 4.0;      // longer: steadier, slower to notice a change
        double enter_g = 0.47;      // derived, see above
        double leave_g = 0.42;      // hysteresis for slow jogging
        double shortest_s = 2.0;    // shorter stretches are stumbles and bumps
    };
    explicit RunningFinder(const Params& params) : params_(params), smooth_({params.cutoff}) {}

    // Replaces `running` by the stretches of running, in order.
    void find(const GaitSignals& signals, std::vector<RowRange>& running);

  private:
    struct Sums {
        double rows = 0.0, sum = 0.0, square = 0.0;
        void add(double value) {
            rows += 1.0;
            sum += value;
            square += value * value;
        }
        Sums operator+(const Sums& other) const {
            return {rows + other.rows, sum + other.sum, square + other.square};
        }
        // Whether the variance of what was added since is more than this.
        [[nodiscard]] bool varies_since(const Sums& from, double variance) const {
            const double n = rows - from.rows, of_mean = sum - from.sum;
            return n * (square - from.square) - of_mean * of_mean > variance * n * n;
        }
    };

    Params params_;
    SeenRows seen_;
    dsp::GrowingLowPass<1> smooth_;
    std::vector<Sums> until_;  // since the signals began; before each block, and after the last
};

}  // namespace sacrum::analysis
