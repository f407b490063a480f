#include "sinks/export/table.hpp"

#include "sinks/export/decimal_text.hpp"

namespace sacrum::sinks {
namespace {

void append_word(std::string& text, std::string_view word, char separator) {
    const bool is_quoted = separator == ',' && word.find_first_of(",\"\r\n") != std::string_view::npos;
    if (is_quoted) text += '"';
    for (const char c : word) {
        if (is_quoted && c == '"') text += '"';
        text += c == '\r' || c == '\n' || (c == '\t' && separator == '\t') ? ' ' : c;
    }
    if (is_quoted) text += '"';
}

}  // namespace

void append_cell(std::string& text, const Cell& cell, int decimals, char separator) {
    if (const auto* number = std::get_if<double>(&cell)) {
        if (decimals == kShortest) {
            append_shortest(text, *number);
        } else {
            append_decimal(text, *number, decimals);
        }
    } else if (const auto* time = std::get_if<SessionTime>(&cell)) {
        append_seconds(text, *time, decimals);
    } else if (const auto* flag = std::get_if<bool>(&cell)) {
        text += *flag ? '1' : '0';
    } else if (const auto* word = std::get_if<std::string>(&cell)) {
        append_word(text, *word, separator);
    }
}

}  // namespace sacrum::sinks
