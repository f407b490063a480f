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
    explicit RunningFinder(const Params& params) : params_(params) {}

    // Replaces `running` by the stretches of running, in order.
    void find(const GaitSignals& signals, std::vector<RowRange>& running);

  private:
    Params params_;
    std::vector<double> smooth_, sum_, square_sum_, filter_scratch_;
};

}  // namespace sacrum::analysis
