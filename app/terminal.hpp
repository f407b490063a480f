// What may be shown where: progress only on a terminal, colours only on a terminal and never with NO_COLOR.
#pragma once

#include <cstddef>
#include <cstdio>
#include <string>

#include "app/exit_code.hpp"

namespace sacrum::app {

bool is_terminal(std::FILE* stream);
bool takes_colour(std::FILE* stream);
// In characters; 80 where nobody knows.
std::size_t terminal_width(std::FILE* stream);

// "sacrum: SENTENCE" on stderr.
void print_error(const std::string& sentence);

// Says the error on stderr and returns the exit code of its kind.
ExitCode refuse(const Error& error);

}  // namespace sacrum::app
