// Numbers as text with a fixed count of decimals: always a point, no exponent, no "-0", the same on every
// machine. A number that is not finite has no text: nothing is appended, which in a table is an empty cell.
#pragma once

#include <cstddef>
#include <string>

#include "domain/time.hpp"

namespace sacrum::sinks {

// Where there is room for `kLongestDecimal` characters; the end of what was written. Null, and nothing
// written, for a number too large for exact scaling, which append_decimal takes.
constexpr std::size_t kLongestDecimal = 32;
char* write_decimal(char* at, double number, int decimals);

void append_decimal(std::string& text, double number, int decimals);
std::string decimal(double number, int decimals);

// As few digits as give the same number back.
void append_shortest(std::string& text, double number);

// Seconds from the exact nanoseconds, with six or nine decimals.
void append_seconds(std::string& text, SessionTime time, int decimals = 6);

}  // namespace sacrum::sinks
