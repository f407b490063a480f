#include "analysis/turn_finder.hpp"

#include <cmath>

namespace sacrum::analysis {

void TurnFinder::find(const GaitSignals& signals, std::vector<Turn>& turns) {
    turns.clear();
    // Turns are slow: blocks of rows show them.
    const double blocks_per_s = signals.block_rate_hz();
    const auto [unchanged, dropped] = seen_.look(signals);
    smooth_.update({signals.blocks.turn_rate}, Frequency::of_si(blocks_per_s), unchanged / signals.block_rows,
                   dropped / signals.block_rows);
    const std::vector<double>& rate = smooth_[0];
    const double least_rate = radians_from_degrees(params_.least_rate_deg_per_s);
    const double least_angle = radians_from_degrees(params_.least_angle_deg);
    const auto pause = std::size_t(params_.longest_pause_s * blocks_per_s);

    const std::size_t blocks = rate.size();
    std::size_t i = 0;
    while (i < blocks) {
        if (!(std::abs(rate[i]) > least_rate)) {
            ++i;
            continue;
        }
        const std::size_t first = i;
        std::size_t last = i;
        for (; i < blocks && i <= last + pause; ++i) {
            if (std::abs(rate[i]) > least_rate) last = i;
        }
        double angle = 0.0;
        for (std::size_t k = first; k <= last; ++k) angle += rate[k] / blocks_per_s;
        if (std::abs(angle) > least_angle) {
            turns.push_back(
                {session_time_from_seconds(signals.time_at(double(first * signals.block_rows))),
                 session_time_from_seconds(signals.time_at(double((last + 1) * signals.block_rows))),
                 Angle::of_si(angle)});
        }
    }
}

}  // namespace sacrum::analysis
