#include "tests/app/program.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace sacrum::app {
namespace {

Run run_in_shell(const std::string& command, const std::filesystem::path& out,
                 const std::filesystem::path& err) {
    const int status = std::system(command.c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_text(out), read_text(err)};
}

}  // namespace

Run run_program(const std::string& words, const std::string& environment) {
    const ScratchFolder folder;
    const auto out = folder / "out";
    const auto err = folder / "err";
    return run_in_shell(environment + " " SACRUM_PROGRAM " " + words + " >" + out.string() + " 2>" +
                            err.string() + " </dev/null",
                        out, err);
}

Run run_on_terminal(const std::string& words, const std::string& environment) {
    const ScratchFolder folder;
    const auto out = folder / "typescript";
    const auto err = folder / "err";
    // util-linux's script gives the command a pseudo-terminal and, with -e, returns its exit code.
    return run_in_shell(environment + " TERM=xterm script -qec '" SACRUM_PROGRAM " " + words + "' " +
                            out.string() + " >/dev/null 2>" + err.string() + " </dev/null",
                        out, err);
}

ScratchFolder::ScratchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "sacrum_app_XXXXXX").string();
    path_ = mkdtemp(name.data()) == nullptr ? std::filesystem::path("sacrum_app_scratch")
                                            : std::filesystem::path(name);
    std::filesystem::create_directories(path_);
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

void write_text(const std::filesystem::path& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary);
    file << text;
}

std::string read_text(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace sacrum::app
