#include "firmware_bridge/import/csv_text.hpp"

#include <algorithm>
#include <array>

#include "domain/foreign_text.hpp"

namespace sacrum::firmware_bridge {
namespace {

// from_chars knows no plus sign and no comma.
std::optional<double> number_with_point(std::string_view cell) {
    if (!cell.empty() && cell.front() == '+') {
        cell.remove_prefix(1);
        if (!cell.empty() && cell.front() == '-') return std::nullopt;
    }
    double parsed = 0.0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), parsed);
    if (end != cell.data() + cell.size()) return std::nullopt;
    if (error == std::errc::result_out_of_range) return HUGE_VAL;
    if (error != std::errc()) return std::nullopt;
    return parsed;
}

}  // namespace

std::optional<double> number(std::string_view cell, bool has_decimal_comma) {
    cell = bare(cell);
    if (cell.empty()) return std::nullopt;
    if (!has_decimal_comma) return number_with_point(cell);
    std::array<char, 64> copy{};
    if (cell.size() > copy.size() || cell.find('.') != std::string_view::npos) return std::nullopt;
    std::replace_copy(cell.begin(), cell.end(), copy.begin(), ',', '.');
    return number_with_point(std::string_view(copy.data(), cell.size()));
}

std::vector<std::string_view> cells_of(std::string_view line, char delimiter) {
    std::vector<std::string_view> cells;
    for (bool is_last = false; !is_last;) cells.push_back(bare(take_cell(line, delimiter, is_last)));
    return cells;
}

std::string letters_and_digits(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const std::string_view pair = text.substr(i, 2);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            plain += c;
        } else if (c >= 'A' && c <= 'Z') {
            plain += char(c - 'A' + 'a');
        } else if (pair == "\xC2\xB2") {
            plain += '2';  // superscript two
        } else if (pair == "\xC2\xB5" || pair == "\xCE\xBC") {
            plain += 'u';  // micro sign, Greek mu
        } else if (pair == "\xC2\xB0") {
            plain += "deg";
        }
    }
    return plain;
}

std::string listed(const std::vector<std::string>& names, std::size_t most) {
    std::string text;
    for (std::size_t i = 0; i < std::min(names.size(), most); ++i)
        text += (i == 0 ? "" : ", ") + quotable(names[i]);
    if (names.size() > most) text += " and " + std::to_string(names.size() - most) + " more";
    return text;
}

}  // namespace sacrum::firmware_bridge
