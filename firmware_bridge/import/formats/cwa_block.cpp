#include "firmware_bridge/import/formats/cwa_block.hpp"

#include <chrono>
#include <cmath>

#include "firmware_bridge/import/formats/byte_cursor.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr std::size_t kReadingsSize = 480;

// YYYYYYMMMMDDDDDhhhhhmmmmmmssssss, years since 2000.
std::optional<double> seconds_of(std::uint32_t packed) {
    const auto bits = [&](unsigned shift, unsigned count) {
        return (packed >> shift) & ((1U << count) - 1U);
    };
    const std::chrono::year_month_day day{std::chrono::year(int(2000 + bits(26, 6))),
                                          std::chrono::month(bits(22, 4)), std::chrono::day(bits(17, 5))};
    if (packed == 0 || !day.ok() || bits(12, 5) > 23 || bits(6, 6) > 59 || bits(0, 6) > 59)
        return std::nullopt;
    const auto days = std::chrono::sys_days(day).time_since_epoch().count();
    return double(days) * 86400.0 + double(bits(12, 5)) * 3600.0 + double(bits(6, 6)) * 60.0 +
           double(bits(0, 6));
}

bool is_whole(std::string_view block) {
    const ByteCursor bytes(block);
    std::uint16_t sum = 0;
    for (std::size_t at = 0; at < kCwaBlockSize; at += 2)
        sum = std::uint16_t(sum + *bytes.peek<std::uint16_t>(at));
    return sum == 0 && block.starts_with("AX") && *bytes.peek<std::uint16_t>(2) == kCwaBlockSize - 4;
}

}  // namespace

std::optional<CwaBlock> read_cwa_block(std::string_view text) {
    if (!is_whole(text)) return std::nullopt;
    const ByteCursor bytes(text);
    CwaBlock block;
    block.sequence = *bytes.peek<std::uint32_t>(10);
    const auto time = seconds_of(*bytes.peek<std::uint32_t>(14));
    const unsigned rate_code = *bytes.peek<std::uint8_t>(24);
    const unsigned layout = *bytes.peek<std::uint8_t>(25);
    block.axes = layout >> 4U;
    block.samples = *bytes.peek<std::uint16_t>(28);
    if (!time || (rate_code & 0x0FU) < 6 || block.axes == 0) return std::nullopt;
    const bool is_packed = (layout & 0x0FU) == 0;
    if (is_packed ? block.axes != 3 : (layout & 0x0FU) != 2) return std::nullopt;
    if (block.samples * (is_packed ? 4 : 2 * block.axes) > kReadingsSize) return std::nullopt;
    block.rate_hz = 3200.0 / double(1U << (15U - (rate_code & 0x0FU)));
    // Newer firmware tells a fraction of the second, and has moved the sample so that readers that do not
    // know of it are less wrong.
    const unsigned fractional = *bytes.peek<std::uint16_t>(4);
    const double fraction = (fractional & 0x8000U) != 0 ? double(fractional & 0x7FFFU) / 32768.0 : 0.0;
    block.time_s = *time + fraction;
    block.at_sample = double(*bytes.peek<std::int16_t>(26)) + std::floor(fraction * block.rate_hz);
    const unsigned scale = *bytes.peek<std::uint16_t>(18);
    block.force_g = 1.0 / double(1U << (8U + (scale >> 13U)));
    const unsigned gyroscope = (scale >> 10U) & 7U;
    block.rate_deg_s = (gyroscope == 0 ? 2000.0 : 8000.0 / double(1U << gyroscope)) / 32768.0;
    return block;
}

}  // namespace sacrum::firmware_bridge
