// The newest usable strides of a session, with what alerts need of them. When full, forgets the oldest.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "domain/stride.hpp"
#include "sinks/alerts/alert_measure.hpp"

namespace sacrum::sinks {

// Of a stride that is to be used and whose side is known.
struct UsableStride {
    Side side = Side::left;
    GaitMode mode = GaitMode::walking;
    SessionTime start{};
    SessionTime end{};
    std::array<std::optional<double>, kAlertMeasureCount> values{};  // as alert_measures() lists them
};

inline std::optional<UsableStride> usable(const Stride& stride) {
    if (!stride.is_valid() || !stride.side) return std::nullopt;
    UsableStride taken{.side = *stride.side, .mode = stride.mode, .start = stride.start, .end = stride.end};
    for (std::size_t at = 0; at < kAlertMeasureCount; ++at)
        taken.values[at] = stride.metrics[alert_measures()[at].metric];
    return taken;
}

class RecentStrides {
  public:
    static constexpr std::size_t kMost = 4096;  // of both sides: 20 minutes of running, more of walking

    RecentStrides() { strides_.reserve(kMost); }
    void add(const UsableStride& stride) {
        if (strides_.size() < kMost) {
            strides_.push_back(stride);
        } else {
            strides_[oldest_] = stride;
            oldest_ = (oldest_ + 1) % kMost;
        }
    }
    void clear() {
        strides_.clear();
        oldest_ = 0;
    }
    void exchange_sides() {
        for (UsableStride& stride : strides_) stride.side = opposite(stride.side);
    }
    [[nodiscard]] std::size_t size() const { return strides_.size(); }
    // 0 is the oldest.
    [[nodiscard]] const UsableStride& operator[](std::size_t at) const {
        return strides_[(oldest_ + at) % strides_.size()];
    }

  private:
    std::vector<UsableStride> strides_;
    std::size_t oldest_ = 0;
};

}  // namespace sacrum::sinks
