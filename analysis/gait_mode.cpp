#include "analysis/gait_mode.hpp"

#include <algorithm>
#include <cmath>

#include "dsp/butterworth.hpp"

namespace sacrum::analysis {

void RunningFinder::find(const GaitSignals& signals, std::vector<RowRange>& running) {
    running.clear();
    const std::size_t rows = signals.size();
    smooth_.assign(signals.specific_force_g.begin(), signals.specific_force_g.end());
    dsp::low_pass_zero_phase(smooth_, params_.cutoff, Frequency::of_si(signals.rate_hz), filter_scratch_);
    sum_.resize(rows + 1);
    square_sum_.resize(rows + 1);
    sum_[0] = square_sum_[0] = 0.0;
    for (std::size_t i = 0; i < rows; ++i) {
        sum_[i + 1] = sum_[i] + smooth_[i];
        square_sum_[i + 1] = square_sum_[i] + smooth_[i] * smooth_[i];
    }

    const auto half = std::size_t(0.5 * params_.window_s * signals.rate_hz);
    const auto shortest = std::size_t(params_.shortest_s * signals.rate_hz);
    bool is_running = false;
    std::size_t first = 0;
    for (std::size_t i = 0; i <= rows; ++i) {
        double deviation = 0.0;
        if (i < rows) {
            const std::size_t a = i > half ? i - half : 0;
            const std::size_t b = std::min(rows, i + half + 1);
            const double n = double(b - a);
            const double mean = (sum_[b] - sum_[a]) / n;
            deviation = std::sqrt(std::max(0.0, (square_sum_[b] - square_sum_[a]) / n - mean * mean));
        }
        if (!is_running && deviation > params_.enter_g) {
            is_running = true;
            first = i;
        } else if (is_running && (i == rows || deviation < params_.leave_g)) {
            is_running = false;
            if (i - first >= shortest) running.push_back({first, i});
        }
    }
}

}  // namespace sacrum::analysis
