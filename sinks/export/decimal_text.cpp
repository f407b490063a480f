#include "sinks/export/decimal_text.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace sacrum::sinks {
namespace {

constexpr std::array<double, 10> kPowersOfTen{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
constexpr double kExactIntegers = 9.0e15;  // below 2^53 a double counts in steps of one

// "00" to "99".
constexpr auto kPairs = [] {
    std::array<char, 200> pairs{};
    for (std::size_t i = 0; i < 100; ++i) {
        pairs[2 * i] = char('0' + i / 10);
        pairs[2 * i + 1] = char('0' + i % 10);
    }
    return pairs;
}();

constexpr auto kUnits = [] {
    std::array<std::uint64_t, 20> units{};
    units[0] = 1;
    for (std::size_t i = 1; i < units.size(); ++i) units[i] = 10 * units[i - 1];
    return units;
}();

int digits_of(std::uint64_t number) {
    const int at_least = (int(std::bit_width(number | 1U)) * 1233) >> 12;  // log10(2) is 1233 / 4096
    return at_least + (number >= kUnits[std::size_t(at_least)] ? 1 : 0);
}

// The last two digits of a number, in front of `at`.
char* take_pair(char* at, std::uint64_t& number) {
    at -= 2;
    std::memcpy(at, &kPairs[2 * (number % 100)], 2);
    number /= 100;
    return at;
}

// The eight digits of a number below 10^8, one a byte, the first one lowest: halves of it, then quarters,
// then eighths side by side, by multiplication.
std::uint64_t eight_digits(std::uint64_t number) {
    const std::uint64_t fours = number / 10'000 | (number % 10'000) << 32;
    const std::uint64_t hundreds = (fours * 10'486 >> 20) & 0x7F'0000'007F;
    const std::uint64_t pairs = hundreds | (fours - 100 * hundreds) << 16;
    const std::uint64_t tens = (pairs * 103 >> 10) & 0x000F'000F'000F'000F;
    return tens | (pairs - 10 * tens) << 8;
}

// Of at most eight digits and as many decimals.
char* write_short(char* at, std::uint64_t number, int decimals) {
    static_assert(std::endian::native == std::endian::little);
    constexpr std::uint64_t kZeros = 0x3030'3030'3030'3030;
    const std::uint64_t digits = eight_digits(number) | kZeros;
    const int count = std::max(digits_of(number), decimals + 1);
    const std::uint64_t whole = digits >> (8 * (8 - count));
    std::memcpy(at, &whole, 8);
    at += count - decimals;
    if (decimals == 0) return at;
    const std::uint64_t fraction = digits >> (8 * (8 - decimals));
    *at++ = '.';
    std::memcpy(at, &fraction, 8);
    return at + decimals;
}

// `scaled` is the number times 10^decimals. Takes at most 21 characters.
char* write_scaled(char* at, std::int64_t scaled, int decimals) {
    auto left = scaled < 0 ? 0 - std::uint64_t(scaled) : std::uint64_t(scaled);
    if (scaled < 0) *at++ = '-';
    if (left < 100'000'000 && decimals < 8) return write_short(at, left, decimals);
    char* const end = at + std::max(digits_of(left), decimals + 1) + (decimals > 0 ? 1 : 0);
    char* back = end;
    if (decimals % 2 != 0) {
        *--back = char('0' + left % 10);
        left /= 10;
    }
    for (int i = 0; i < decimals / 2; ++i) back = take_pair(back, left);
    if (decimals > 0) *--back = '.';
    while (back - at >= 2) back = take_pair(back, left);
    if (back > at) *at = char('0' + left % 10);
    return end;
}

void append_scaled(std::string& text, std::int64_t scaled, int decimals) {
    std::array<char, kLongestDecimal> digits{};
    text.append(digits.data(), std::size_t(write_scaled(digits.data(), scaled, decimals) - digits.data()));
}

// Many numbers have been rounded to millionths. No two decimals of up to 15 digits are the same double, so
// one that is this double has, without the zeros at its end, the fewest digits; outside these bounds fewer
// characters may have an exponent.
bool append_millionths(std::string& text, double number) {
    constexpr double kSmallest = 1e-3, kLargest = 1e5;
    const double size = std::abs(number);
    if (!(size >= kSmallest && size < kLargest)) return false;
    const auto scaled = std::int64_t(size * 1e6 + 0.5);
    if (double(scaled) / 1e6 != size) return false;
    append_scaled(text, number < 0.0 ? -scaled : scaled, 6);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return true;
}

}  // namespace

char* write_decimal(char* at, double number, int decimals) {
    if (!std::isfinite(number)) return at;
    const double scaled = number * kPowersOfTen[std::size_t(decimals)];
    if (!(std::abs(scaled) < kExactIntegers)) return nullptr;
    return write_scaled(at, std::int64_t(scaled + std::copysign(0.5, scaled)), decimals);
}

void append_decimal(std::string& text, double number, int decimals) {
    std::array<char, kLongestDecimal> short_text{};
    if (const char* end = write_decimal(short_text.data(), number, decimals)) {
        text.append(short_text.data(), std::size_t(end - short_text.data()));
        return;
    }
    std::array<char, 400> digits{};  // the largest double has 309 digits before the point
    const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), number,
                                      std::chars_format::fixed, decimals);
    text.append(digits.data(), std::size_t(result.ptr - digits.data()));
}

std::string decimal(double number, int decimals) {
    std::string text;
    append_decimal(text, number, decimals);
    return text;
}

void append_shortest(std::string& text, double number) {
    if (!std::isfinite(number) || append_millionths(text, number)) return;
    std::array<char, 32> digits{};
    const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    text.append(digits.data(), std::size_t(result.ptr - digits.data()));
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
