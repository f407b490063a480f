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

    // Over blocks of rows, of which the last may be cut.
    const std::size_t length = signals.block_rows;
    const std::size_t blocks = (rows + length - 1) / length;
    const std::size_t gone = std::min(blocks_.size(), dropped / length);
    blocks_.erase(blocks_.begin(), blocks_.begin() + std::ptrdiff_t(gone));
    const std::size_t kept = std::min(blocks_.size(), smooth_.unchanged() / length);
    if (blocks_.capacity() < blocks) {
        blocks_.reserve(blocks + blocks / 8);
        until_.reserve(blocks + blocks / 8 + 1);
    }
    blocks_.resize(blocks);
    for (std::size_t block = kept; block < blocks; ++block) {
        Sums sums;
        const std::size_t end = std::min(rows, (block + 1) * length);
        for (std::size_t i = block * length; i < end; ++i) sums.add(force[i]);
        blocks_[block] = sums;
    }
    until_.assign(1, {});
    for (const Sums& sums : blocks_) until_.push_back(until_.back() + sums);

    const auto half = std::size_t(0.5 * params_.window_s * signals.block_rate_hz());
    const auto shortest = std::size_t(params_.shortest_s * signals.rate_hz);
    bool is_running = false;
    std::size_t first = 0;
    for (std::size_t block = 0; block <= blocks; ++block) {
        double variance = 0.0;
        if (block < blocks) {
            const Sums& from = until_[block > half ? block - half : 0];
            variance = until_[std::min(blocks, block + half + 1)].variance_since(from);
        }
        const std::size_t row = std::min(rows, block * length);
        if (!is_running && variance > params_.enter_g * params_.enter_g) {
            is_running = true;
            first = row;
        } else if (is_running && (block == blocks || variance < params_.leave_g * params_.leave_g)) {
            is_running = false;
            if (row - first >= shortest) running.push_back({first, row});
        }
    }
}

}  // namespace sacrum::analysis
