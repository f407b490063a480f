// The real binary, run as a person runs it: its words, both its streams and its exit code.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>

namespace sacrum::app {

struct Run {
    int exit_code = -1;
    std::string out;
    std::string err;
};

// `words` as typed in a shell after "sacrum "; `environment` as typed before it: "NO_COLOR=1".
Run run_program(const std::string& words, const std::string& environment = "");

// As run_program, with both streams on a pseudo-terminal; everything lands in `out`.
Run run_on_terminal(const std::string& words, const std::string& environment = "");

// The binary at work beside the test, without a shell; it ends with this object at the latest.
class RunningProgram {
  public:
    // `before` is what the new process does first: to limit itself, for instance.
    explicit RunningProgram(std::vector<std::string> words, const std::function<void()>& before = {});
    ~RunningProgram();
    RunningProgram(const RunningProgram&) = delete;
    RunningProgram& operator=(const RunningProgram&) = delete;

    void signal(int number) const;
    // Waits, as long as only a fault takes, then ends it with force. A program that a signal ended has the
    // code 128 + signal.
    int wait();
    [[nodiscard]] bool has_ended();
    [[nodiscard]] pid_t id() const { return child_; }
    [[nodiscard]] std::string out() const;
    [[nodiscard]] std::string err() const;
    // Whether it says that on stdout.
    [[nodiscard]] bool says(std::string_view text);

  private:
    std::filesystem::path folder_;
    pid_t child_ = -1;
    int exit_code_ = -1;
    bool has_ended_ = false;
};

// Whether `claim` comes true. The limit is one that only a fault reaches, on a busy machine and under
// sanitizers too.
constexpr double kLimitS = 300.0;
bool comes_true(const std::function<bool()>& claim, double within_s = kLimitS);

// An empty folder of this test process, removed when it goes.
class ScratchFolder {
  public:
    explicit ScratchFolder(const std::filesystem::path& where = std::filesystem::temp_directory_path());
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

void write_text(const std::filesystem::path& path, const std::string& text);
std::string read_text(const std::filesystem::path& path);

}  // namespace sacrum::app
