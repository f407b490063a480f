// Time as a program had it, for promises that are made in seconds: they hold for a program that gets a core
// when it wants one and a disk that answers. What a busy machine keeps from it is not its fault, and does not
// count.
#pragma once

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>

namespace sacrum::tests {

// Seconds that the thread of `program` that waited most was ready to run and did not, as Linux counts them; 0
// once the program is gone.
inline double waited_for_a_core_s(pid_t program) {
    double most_ns = 0.0;
    std::error_code gone;
    const auto threads = std::filesystem::path("/proc") / std::to_string(program) / "task";
    for (std::filesystem::directory_iterator at(threads, gone), end; !gone && at != end; at.increment(gone)) {
        double ran_ns = 0.0, waiting_ns = 0.0;
        if (std::ifstream(at->path() / "schedstat") >> ran_ns >> waiting_ns)
            most_ns = std::max(most_ns, waiting_ns);
    }
    return 1e-9 * most_ns;
}

// A clock that stands still while `program`, or the test that asks, waits for a core.
class ProgramTime {
  public:
    explicit ProgramTime(pid_t program) : program_(program), waited_before_s_(waited_s()) {}

    [[nodiscard]] double seconds() {
        most_waited_s_ = std::max(most_waited_s_, waited_s() - waited_before_s_);
        return wall_seconds() - most_waited_s_;
    }
    [[nodiscard]] double wall_seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
    }

  private:
    [[nodiscard]] double waited_s() const {
        return waited_for_a_core_s(program_) + (program_ == getpid() ? 0.0 : waited_for_a_core_s(getpid()));
    }

    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
    pid_t program_;
    double waited_before_s_;
    double most_waited_s_ = 0.0;
};

// In memory where the system has such a folder: a disk there always answers, whoever else writes.
inline std::filesystem::path folder_in_memory() {
    const std::filesystem::path memory = "/dev/shm";
    return access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path();
}

}  // namespace sacrum::tests
