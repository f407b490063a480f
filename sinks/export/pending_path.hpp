// A file or folder that somebody else writes and that appears under its name only when it is whole: written
// under `temporary`, then renamed. An abandoned one is removed.
#pragma once

#include <filesystem>

#include "domain/result.hpp"

namespace sacrum::sinks {

class PendingPath {
  public:
    explicit PendingPath(std::filesystem::path path);
    PendingPath(PendingPath&& other) noexcept;
    PendingPath& operator=(PendingPath&&) = delete;
    ~PendingPath();

    [[nodiscard]] const std::filesystem::path& temporary() const { return temporary_; }
    Result<void> commit();
    // "PATH: cannot be written (REASON); …"
    [[nodiscard]] tl::unexpected<Error> refuse(const std::string& reason) const;

  private:
    std::filesystem::path path_;
    std::filesystem::path temporary_;  // empty: done, or handed on
};

}  // namespace sacrum::sinks
