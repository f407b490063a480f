#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "firmware_bridge/recording/chunk_scanner.hpp"

namespace sacrum::firmware_bridge {
namespace {

// Chunks are small and follow each other: a block is read where a few dozen bytes are asked for.
class FileBytes : public PlacedBytes {
  public:
    FileBytes(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}
    FileBytes(const FileBytes&) = delete;
    FileBytes& operator=(const FileBytes&) = delete;
    ~FileBytes() override { ::close(descriptor_); }
    [[nodiscard]] std::uint64_t size() const override { return size_; }
    void read(std::uint64_t offset, std::size_t length, std::string& out) override {
        if (length > kBlock) return fetch(offset, length, out);
        const bool is_there =
            offset >= block_offset_ && offset - block_offset_ + length <= std::uint64_t(block_.size());
        if (!is_there) {
            fetch(offset, kBlock, block_);
            block_offset_ = offset;
        }
        out.assign(block_, std::size_t(offset - block_offset_), length);
    }

  private:
    static constexpr std::size_t kBlock = std::size_t{64} << 10U;

    // Fewer bytes where the file ends.
    void fetch(std::uint64_t offset, std::size_t length, std::string& out) const {
        out.resize(length);
        std::size_t done = 0;
        while (done < length) {
            const ssize_t got = ::pread(descriptor_, out.data() + done, length - done, off_t(offset + done));
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) break;
            done += std::size_t(got);
        }
        out.resize(done);
    }

    int descriptor_;
    std::uint64_t size_;
    std::uint64_t block_offset_ = 0;
    std::string block_;
};

class MemoryBytes : public PlacedBytes {
  public:
    explicit MemoryBytes(std::string bytes) : bytes_(std::move(bytes)) {}
    [[nodiscard]] std::uint64_t size() const override { return bytes_.size(); }
    void read(std::uint64_t offset, std::size_t length, std::string& out) override {
        out = offset < bytes_.size() ? bytes_.substr(std::size_t(offset), length) : std::string();
    }

  private:
    std::string bytes_;
};

}  // namespace

Result<std::unique_ptr<PlacedBytes>> open_file(const std::filesystem::path& path) {
    const std::string name = path.filename().string();
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return fail(ErrorKind::input,
                    name + ": " + std::strerror(errno) + "; check the name and the permission to read it");
    struct stat state {};
    if (::fstat(descriptor, &state) == 0 && S_ISREG(state.st_mode))
        return std::make_unique<FileBytes>(descriptor, std::uint64_t(state.st_size));
    ::close(descriptor);
    return fail(ErrorKind::input, name + ": is not a file on a disk; name a recording");
}

std::unique_ptr<PlacedBytes> bytes_in_memory(std::string bytes) {
    return std::make_unique<MemoryBytes>(std::move(bytes));
}

}  // namespace sacrum::firmware_bridge
