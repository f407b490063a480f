// The small change of reading text: lines, cells and numbers, on views into the file's own bytes. Nothing
// here allocates but what returns a string.
#pragma once

#include <charconv>
#include <cmath>
#include <cstddef>
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

// A whole cell that is one number, also nan and inf; nothing else.
std::optional<double> number(std::string_view cell, bool has_decimal_comma);

std::vector<std::string_view> cells_of(std::string_view line, char delimiter);

// Lower case letters and digits only: "m/s^2" and "M/S²" are "ms2", "°/s" is "degs", "µs" is "us".
std::string letters_and_digits(std::string_view text);

// "a, b and 3 more" for sentences.
std::string listed(const std::vector<std::string>& names, std::size_t most = 12);

// Text from a file as it may stand in a sentence: short, on one line, printable.
std::string quotable(std::string_view text);

}  // namespace sacrum::firmware_bridge
