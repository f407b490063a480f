#include "firmware_bridge/import/file_bytes.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace sacrum::firmware_bridge {

Result<ByteFile> ByteFile::open(const std::filesystem::path& path) {
    std::error_code error;
    if (std::filesystem::is_directory(path, error))
        return fail(ErrorKind::input, "is a folder; name the files in it");
    std::FILE* const file = std::fopen(path.c_str(), "rb");
    if (file == nullptr)
        return fail(ErrorKind::input,
                    std::string(std::strerror(errno)) + "; check the name and the permission to read it");
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    return ByteFile(file, error ? 0 : size);
}

Result<std::size_t> ByteFile::read(std::span<char> room) {
    const std::size_t count = std::fread(room.data(), 1, room.size(), file_.get());
    has_ended_ = count < room.size();
    if (std::ferror(file_.get()) != 0)
        return fail(ErrorKind::input, "cannot be read to its end; copy it to another disk and try again");
    return count;
}

namespace {

Result<LongText> read_all(const std::filesystem::path& path) {
    auto file = ByteFile::open(path);
    if (!file) return tl::unexpected(file.error());
    constexpr std::size_t kChunk = std::size_t{1} << 20U;
    LongText bytes;
    bytes.reserve(file->size() == 0 ? kChunk : std::size_t(file->size()) + 1);
    while (!file->has_ended()) {
        const std::size_t filled = bytes.size();
        const std::size_t wanted =
            bytes.capacity() > filled ? std::min(kChunk, bytes.capacity() - filled) : kChunk;
        bytes.resize(filled + wanted);
        const auto count = file->read(std::span(bytes).subspan(filled));
        if (!count) return tl::unexpected(count.error());
        bytes.resize(filled + *count);
        release(std::span(bytes).subspan(filled));
    }
    return bytes;
}

}  // namespace

Result<LongText> read_bytes(const std::filesystem::path& path) {
    auto bytes = read_all(path);
    if (!bytes) return fail(bytes.error().kind, path.filename().string() + ": " + bytes.error().sentence);
    return bytes;
}

}  // namespace sacrum::firmware_bridge
