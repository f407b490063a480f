#include "sinks/export/decimal_text.hpp"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string_view>

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

// The last digits of a number, in front of `at`.
char* take_digit(char* at, std::uint64_t& number) {
    *--at = char('0' + number % 10);
    number /= 10;
    return at;
}
char* take_pair(char* at, std::uint64_t& number) {
    at -= 2;
    std::memcpy(at, &kPairs[2 * (number % 100)], 2);
    number /= 100;
    return at;
}

// `scaled` is the number times 10^decimals.
struct ScaledText {
    std::array<char, 32> digits{};
    std::size_t first = 0;
    [[nodiscard]] std::string_view view() const { return {digits.data() + first, digits.size() - first}; }
};
ScaledText scaled_text(std::int64_t scaled, int decimals) {
    ScaledText text;
    auto left = scaled < 0 ? 0 - std::uint64_t(scaled) : std::uint64_t(scaled);
    char* at = text.digits.data() + text.digits.size();
    if (decimals % 2 != 0) at = take_digit(at, left);
    for (int i = 0; i < decimals / 2; ++i) at = take_pair(at, left);
    if (decimals > 0) *--at = '.';
    while (left >= 100) at = take_pair(at, left);
    at = left >= 10 ? take_pair(at, left) : take_digit(at, left);
    if (scaled < 0) *--at = '-';
    text.first = std::size_t(at - text.digits.data());
    return text;
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
    const ScaledText digits = scaled_text(number < 0.0 ? -scaled : scaled, 6);
    std::string_view shown = digits.view();
    while (shown.back() == '0') shown.remove_suffix(1);
    if (shown.back() == '.') shown.remove_suffix(1);
    text += shown;
    return true;
}

}  // namespace

void append_decimal(std::string& text, double number, int decimals) {
    if (!std::isfinite(number)) return;
    const double scaled = number * kPowersOfTen[std::size_t(decimals)];
    if (std::abs(scaled) < kExactIntegers) {
        text += scaled_text(std::int64_t(scaled + std::copysign(0.5, scaled)), decimals).view();
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
        text += scaled_text(ns, 9).view();
        return;
    }
    assert(decimals == 6);
    const std::int64_t half = ns < 0 ? -500 : 500;
    text += scaled_text((ns + half) / 1000, 6).view();
}

}  // namespace sacrum::sinks
