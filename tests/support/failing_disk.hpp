// A disk that refuses what a plan says: the calls by which a recording is written (pwrite, fdatasync,
// ftruncate) come here first, for a file that has a plan. See tests/CMakeFiles.txt: the linker sends them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

namespace sacrum::tests {

struct DiskPlan {
    std::size_t first = 0;      // write that fails, counted from 1; 0: none
    std::size_t count = 1;      // how many writes fail from there on
    int error = 0;              // ENOSPC, EIO, EINTR; 0: no error, but `takes`
    double takes = 0.0;         // share of its bytes that is taken before the first of them fails
    bool keeps_halves = false;  // cutting the file off fails as well
    bool hangs = false;         // the first of them has no answer until the plan is changed
    std::size_t sync = 0;       // fdatasync from which on all fail with EIO, counted from 1
};
constexpr std::size_t kForEver = std::size_t{1} << 60U;  // as a count

class FailingDisk {
  public:
    // For the file of that path, from now on and as long as this lives.
    FailingDisk(std::filesystem::path file, const DiskPlan& plan);
    FailingDisk(const FailingDisk&) = delete;
    FailingDisk& operator=(const FailingDisk&) = delete;
    ~FailingDisk();

    void change(const DiskPlan& plan);
    [[nodiscard]] std::size_t writes() const;   // that were tried
    [[nodiscard]] std::size_t refused() const;  // of all calls
    // The file as it was at the first refusal: what a power cut at that moment leaves.
    [[nodiscard]] std::string left_by_power_cut() const;

  private:
    std::filesystem::path file_;
};

}  // namespace sacrum::tests
