// A file that appears under its name only when it is whole: written beside it, then renamed. Until `commit`
// succeeds whatever stood under that name stays; an abandoned one is removed.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string_view>

#include "domain/result.hpp"

namespace sacrum::sinks {

class PendingFile {
  public:
    static Result<PendingFile> create(const std::filesystem::path& path);
    PendingFile(PendingFile&&) = default;
    PendingFile& operator=(PendingFile&&) = delete;
    PendingFile(const PendingFile&) = delete;
    PendingFile& operator=(const PendingFile&) = delete;
    ~PendingFile();

    Result<void> append(std::string_view bytes);
    Result<void> commit();

  private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    PendingFile(std::filesystem::path path, std::filesystem::path temporary, std::FILE* file);
    [[nodiscard]] tl::unexpected<Error> refuse(int reason) const;

    std::filesystem::path path_;
    std::filesystem::path temporary_;
    std::unique_ptr<std::FILE, Close> file_;
};

// All of it at once.
Result<void> write_whole_file(const std::filesystem::path& path, std::string_view bytes);

}  // namespace sacrum::sinks
