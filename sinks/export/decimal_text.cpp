#include "sinks/export/decimal_text.hpp"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace sacrum::sinks {
namespace {

constexpr std::array<double, 10> kPowersOfTen{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
constexpr std::array<std::uint64_t, 10> kUnits{1,       10,        100,        1'000,       10'000,
                                               100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};
constexpr double kExactIntegers = 9.0e15;  // below 2^53 a double counts in steps of one

// `scaled` is the number times 10^decimals.
void append_scaled(std::string& text, std::int64_t scaled, int decimals) {
    const auto size = scaled < 0 ? 0 - std::uint64_t(scaled) : std::uint64_t(scaled);
    const std::uint64_t unit = kUnits[std::size_t(decimals)];
    std::array<char, 40> digits{};
    char* const end = digits.data() + digits.size();
    char* at = digits.data();
    if (scaled < 0) *at++ = '-';
    at = std::to_chars(at, end, size / unit).ptr;
    if (decimals > 0) {
        // A one before the decimals keeps their zeros, and gives its place to the point.
        char* const point = at;
        at = std::to_chars(point, end, unit + size % unit).ptr;
        *point = '.';
    }
    text.append(digits.data(), at);
}

}  // namespace

void append_decimal(std::string& text, double number, int decimals) {
    if (!std::isfinite(number)) return;
    const double scaled = number * kPowersOfTen[std::size_t(decimals)];
    if (std::abs(scaled) < kExactIntegers) {
        append_scaled(text, std::int64_t(scaled + std::copysign(0.5, scaled)), decimals);
        return;
    }
    std::array<char, 400> digits{};  // the largest double has 309 digits before the point
    const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), number,
                                      std::chars_format::fixed, decimals);
    text.append(digits.data(), result.ptr);
}

std::string decimal(double number, int decimals) {
    std::string text;
    append_decimal(text, number, decimals);
    return text;
}

void append_shortest(std::string& text, double number) {
    if (!std::isfinite(number)) return;
    std::array<char, 32> digits{};
    const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    text.append(digits.data(), result.ptr);
}

void append_seconds(std::string& text, SessionTime time, int decimals) {
    const std::int64_t ns = time.time_since_epoch().count();
    if (decimals == 9) {
        append_scaled(text, ns, 9);
        return;
    }
    assert(decimals == 6);
    const std::int64_t half = ns < 0 ? -500 : 500;
    append_scaled(text, (ns + half) / 1000, 6);
}

}  // namespace sacrum::sinks
