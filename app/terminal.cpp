#include "app/terminal.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace sacrum::app {

bool is_terminal(std::FILE* stream) { return isatty(fileno(stream)) == 1; }

bool takes_colour(std::FILE* stream) {
    const char* no_color = std::getenv("NO_COLOR");  // https://no-color.org: set and not empty
    if (no_color != nullptr && *no_color != '\0') return false;
    const char* term = std::getenv("TERM");
    if (term != nullptr && std::string_view(term) == "dumb") return false;
    return is_terminal(stream);
}

std::size_t terminal_width(std::FILE* stream) {
    constexpr std::size_t kUsual = 80;
    winsize size{};
    return ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : kUsual;
}

void print_error(const std::string& sentence) { fmt::print(stderr, "sacrum: {}\n", sentence); }

ExitCode refuse(const Error& error) {
    print_error(error.sentence);
    return exit_code_of(error.kind);
}

}  // namespace sacrum::app
