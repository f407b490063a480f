// A counter of few bits as a number that does not wrap.
#pragma once

#include <cstdint>

namespace sacrum::firmware_bridge {

// The number nearest to `expected` whose lowest `bits` bits are `raw`; of two equally near ones the larger.
// Right as long as `expected` is less than half the counter's range off. `bits` 1 to 64.
inline std::int64_t unwrap_counter(std::uint64_t raw, int bits, std::int64_t expected) {
    if (bits >= 64) return std::int64_t(raw);
    const std::uint64_t range = std::uint64_t{1} << unsigned(bits);
    const std::uint64_t ahead = (raw - std::uint64_t(expected)) & (range - 1);
    const bool is_behind = ahead > range / 2;
    return std::int64_t(std::uint64_t(expected) + ahead - (is_behind ? range : 0));
}

}  // namespace sacrum::firmware_bridge
