// What the program returns to the shell. Documented in docs/command_line.md; a test holds the two together.
#pragma once

#include "domain/result.hpp"

namespace sacrum::app {

enum class ExitCode : int {
    ok = 0,
    internal = 1,  // a fault of the program
    usage = 2,     // the call's words are wrong; nothing was done
    input = 3,     // one file or more could not be read or was refused; the others were analysed
    output = 4,    // results could not be written
};

constexpr ExitCode exit_code_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::usage: return ExitCode::usage;
        case ErrorKind::input: return ExitCode::input;
        case ErrorKind::output: return ExitCode::output;
    }
    return ExitCode::internal;
}

}  // namespace sacrum::app
