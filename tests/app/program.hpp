// The real binary, run as a person runs it: its words, both its streams and its exit code.
#pragma once

#include <filesystem>
#include <string>

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

// An empty folder of this test process, removed when it goes.
class ScratchFolder {
  public:
    ScratchFolder();
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
