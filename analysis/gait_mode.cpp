#include "analysis/gait_mode.hpp"

#include <algorithm>
#include <cmath>

namespace sacrum::analysis {

void RunningFinder::find(const GaitSignals& signals, std::vector<RowRange>& running) {
    running.clear();
    const std::size_t rows = signals.size();
    const auto [unchanged, dropped] = seen_.look(signals);
    smooth_.update({signals.specific_force_g}, Frequency::of_si(signals.rate_hz), unchanged, dropped);
    const std::vector<double>& force = smooth_[0];

    // Sums up to each block of rows, of which the last may be cut.
    const std::size_t length = signals.block_rows;
    const std::size_t blocks = (rows + length - 1) / length;
    if (until_.empty()) until_.resize(1);
    until_.erase(until_.begin(),
                 until_.begin() + std::ptrdiff_t(std::min(until_.size() - 1, dropped / length)));
    const std::size_t kept = std::min(until_.size() - 1, smooth_.unchanged() / length);
    if (kept == 0) until_[0] = {};
    if (until_.capacity() < blocks + 1) until_.reserve(blocks + blocks / 8 + 1);
    until_.resize(blocks + 1);
    for (std::size_t block = kept; block < blocks; ++block) {
        Sums sums;
        const std::size_t end = std::min(rows, (block + 1) * length);
        for (std::size_t i = block * length; i < end; ++i) sums.add(force[i]);
        until_[block + 1] = until_[block] + sums;
    }

    const auto half = std::size_t(0.5 * params_.window_s * signals.block_rate_hz());
    const auto shortest = std::size_t(params_.shortest_s * signals.rate_hz);
    bool is_running = false;
    std::size_t first = 0;
    for (std::size_t block = 0; block < blocks; ++block) {
        const Sums& from = until_[block > half ? block - half : 0];
        const Sums& to = until_[std::min(blocks, block + half + 1)];
        const double limit = is_running ? params_.leave_g : params_.enter_g;
        if (to.varies_since(from, limit * limit) == is_running) continue;
        const std::size_t row = block * length;
        if (!is_running) first = row;
        if (is_running && row - first >= shortest) running.push_back({first, row});
        is_running = !is_running;
    }
    if (is_running && rows - first >= shortest) running.push_back({first, rows});
}

}  // namespace sacrum::analysis
