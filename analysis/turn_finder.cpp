#include "analysis/turn_finder.hpp"

#include <cmath>

#include "dsp/butterworth.hpp"

namespace sacrum::analysis {

void TurnFinder::find(const GaitSignals& signals, std::vector<Turn>& turns) {
    turns.clear();
    rate_.assign(signals.turn_rate.begin(), signals.turn_rate.end());
    dsp::low_pass_zero_phase(rate_, params_.cutoff, Frequency::of_si(signals.rate_hz), filter_scratch_);
    const double least_rate = radians_from_degrees(params_.least_rate_deg_per_s);
    const double least_angle = radians_from_degrees(params_.least_angle_deg);
    const auto pause = std::size_t(params_.longest_pause_s * signals.rate_hz);

    const std::size_t rows = signals.size();
    std::size_t i = 0;
    while (i < rows) {
        if (!(std::abs(rate_[i]) > least_rate)) {
            ++i;
            continue;
        }
        const std::size_t first = i;
        std::size_t last = i;
        for (; i < rows && i <= last + pause; ++i) {
            if (std::abs(rate_[i]) > least_rate) last = i;
        }
        double angle = 0.0;
        for (std::size_t k = first; k <= last; ++k) angle += rate_[k] / signals.rate_hz;
        if (std::abs(angle) > least_angle) {
            turns.push_back({session_time_from_seconds(signals.time_at(double(first))),
                             session_time_from_seconds(signals.time_at(double(last + 1))),
                             Angle::of_si(angle)});
        }
    }
}

}  // namespace sacrum::analysis
