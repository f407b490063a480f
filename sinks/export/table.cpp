#include "sinks/export/table.hpp"

#include "sinks/export/decimal_text.hpp"

namespace sacrum::sinks {

void append_cell(std::string& text, const Cell& cell, int decimals) {
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
        text += *word;
    }
}

}  // namespace sacrum::sinks
