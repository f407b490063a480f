// A file's bytes: some at a time, or all of them in memory.
#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>

#include "domain/long_vector.hpp"
#include "domain/result.hpp"

namespace sacrum::firmware_bridge {

// Errors are sentences without the file's name.
class ByteFile {
  public:
    static Result<ByteFile> open(const std::filesystem::path& path);

    // The next bytes, fewer than there is room for only when none follow.
    Result<std::size_t> read(std::span<char> room);
    [[nodiscard]] bool has_ended() const { return has_ended_; }
    // Of the whole file; 0 for what has no size, as a pipe.
    [[nodiscard]] std::uintmax_t size() const { return size_; }

  private:
    ByteFile(std::FILE* file, std::uintmax_t size) : file_(file, &std::fclose), size_(size) {}

    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
    std::uintmax_t size_ = 0;
    bool has_ended_ = false;
};

// Errors name the file.
Result<LongText> read_bytes(const std::filesystem::path& path);

}  // namespace sacrum::firmware_bridge
