// The small change of reading text: lines, cells and numbers, on views into the file's own bytes. Nothing
// here allocates but what returns a string.
#pragma once

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sacrum::firmware_bridge {

struct CellFormat {
    char delimiter = ',';
    bool has_decimal_comma = false;
};

inline std::string_view trimmed(std::string_view text) {
    const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

// A cell without the blanks and the quotes around it.
inline std::string_view bare(std::string_view cell) {
    cell = trimmed(cell);
    if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"') cell = cell.substr(1, cell.size() - 2);
    return trimmed(cell);
}

// The next line of `rest` without its end, and what follows it. A line ends in LF, CR LF or with the text.
inline std::string_view take_line(std::string_view& rest) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    return line;
}

// The next cell of `rest`, and what follows its delimiter; `is_last` when no delimiter followed. A delimiter
// between quotes does not count.
inline std::string_view take_cell(std::string_view& rest, char delimiter, bool& is_last) {
    std::size_t end = 0;
    bool is_quoted = false;
    for (; end < rest.size() && (is_quoted || rest[end] != delimiter); ++end) {
        if (rest[end] == '"') is_quoted = !is_quoted;
    }
    const std::string_view cell = rest.substr(0, end);
    is_last = end == rest.size();
    rest.remove_prefix(is_last ? end : end + 1);
    return cell;
}

// The next cell where it is a plain decimal such as -12.345, in one pass; otherwise nothing, and `rest`
// stays. Up to 15 digits both the digits and the power of ten are exact in a double, so their quotient is the
// nearest one.
inline std::optional<double> take_plain_number(std::string_view& rest, CellFormat format, bool& is_last) {
    constexpr double kPowersOfTen[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                       1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    constexpr int kMostDigits = 15;
    const char point = format.has_decimal_comma ? ',' : '.';
    const std::size_t sign = !rest.empty() && rest.front() == '-' ? 1 : 0;
    std::size_t i = sign;
    std::int64_t mantissa = 0;
    int digits = 0;
    int decimals = -1;  // below 0 until the point
    for (; i < rest.size() && digits <= kMostDigits; ++i) {
        const char c = rest[i];
        if (c >= '0' && c <= '9') {
            mantissa = mantissa * 10 + (c - '0');
            ++digits;
            if (decimals >= 0) ++decimals;
        } else if (c == point && decimals < 0) {
            decimals = 0;
        } else {
            break;
        }
    }
    const bool is_end = i == rest.size();
    if (digits == 0 || digits > kMostDigits || !(is_end || rest[i] == format.delimiter)) return std::nullopt;
    const double size = double(mantissa) / kPowersOfTen[decimals < 0 ? 0 : decimals];
    is_last = is_end;
    rest.remove_prefix(is_end ? i : i + 1);
    return sign != 0 ? -size : size;
}

// A whole cell that is one number, also nan and inf; nothing else.
std::optional<double> number(std::string_view cell, bool has_decimal_comma);

std::vector<std::string_view> cells_of(std::string_view line, char delimiter);

// Lower case letters and digits only: "m/s^2" and "M/S²" are "ms2", "°/s" is "degs", "µs" is "us".
std::string letters_and_digits(std::string_view text);

// "a, b and 3 more" for sentences.
std::string listed(const std::vector<std::string>& names, std::size_t most = 12);

}  // namespace sacrum::firmware_bridge
