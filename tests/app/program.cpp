#include "tests/app/program.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

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

bool comes_true(const std::function<bool()>& claim, double within_s) {
    constexpr auto kLookInterval = std::chrono::milliseconds(5);
    const auto limit = std::chrono::steady_clock::now() + std::chrono::duration<double>(within_s);
    while (!claim()) {
        if (std::chrono::steady_clock::now() > limit) return false;
        std::this_thread::sleep_for(kLookInterval);
    }
    return true;
}

RunningProgram::RunningProgram(std::vector<std::string> words, const std::function<void()>& before) {
    std::string name = (std::filesystem::temp_directory_path() / "sacrum_run_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
    folder_ = name;
    const std::string out = folder_ / "out";
    const std::string err = folder_ / "err";
    words.insert(words.begin(), SACRUM_PROGRAM);
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    child_ = fork();
    if (child_ == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
        dup2(open(out.c_str(), O_WRONLY | O_CREAT, 0600), STDOUT_FILENO);
        dup2(open(err.c_str(), O_WRONLY | O_CREAT, 0600), STDERR_FILENO);
        if (before) before();
        execv(arguments[0], arguments.data());
        _exit(127);
    }
}

RunningProgram::~RunningProgram() {
    signal(SIGKILL);
    wait();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void RunningProgram::signal(int number) const {
    if (!has_ended_) kill(child_, number);
}

bool RunningProgram::has_ended() {
    int status = 0;
    if (!has_ended_ && waitpid(child_, &status, WNOHANG) == child_) {
        has_ended_ = true;
        exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    return has_ended_;
}

int RunningProgram::wait() {
    if (!comes_true([this] { return has_ended(); })) {
        signal(SIGKILL);
        comes_true([this] { return has_ended(); });
    }
    return exit_code_;
}

std::string RunningProgram::out() const { return read_text(folder_ / "out"); }
std::string RunningProgram::err() const { return read_text(folder_ / "err"); }

bool RunningProgram::says(std::string_view text) {
    return comes_true([&] { return out().find(text) != std::string::npos; });
}

ScratchFolder::ScratchFolder(const std::filesystem::path& where) {
    std::string name = (where / "sacrum_app_XXXXXX").string();
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
