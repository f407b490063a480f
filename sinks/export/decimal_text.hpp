// Numbers as text with a fixed count of decimals: always a point, no exponent, no "-0", the same on every
// machine. A number that is not finite has no text: nothing is appended, which in a table is an empty cell.
#pragma once

#include <optional>
#include <string>

#include "domain/time.hpp"

namespace sacrum::sinks {

void append_decimal(std::string& text, double number, int decimals);
std::string decimal(double number, int decimals);

// Seconds with six decimals, from the exact nanoseconds.
void append_seconds(std::string& text, SessionTime time);

// An absent number is an empty cell.
inline void append_cell(std::string& text, std::optional<double> number, int decimals) {
    text += ',';
    if (number) append_decimal(text, *number, decimals);
}

}  // namespace sacrum::sinks
