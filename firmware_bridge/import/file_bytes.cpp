#include "firmware_bridge/import/file_bytes.hpp"

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <memory>

namespace sacrum::firmware_bridge {

Result<LongText> read_bytes(const std::filesystem::path& path) {
    const auto refuse = [&](const std::string& finding, const char* remedy) {
        return fail(ErrorKind::input, path.filename().string() + ": " + finding + "; " + remedy);
    };
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) return refuse("is a folder", "name the files in it");
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"), &std::fclose);
    if (!file) return refuse(std::strerror(errno), "check the name and the permission to read it");

    // A pipe has no size, so the end decides and the size only spares copies.
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    constexpr std::size_t kChunk = std::size_t{1} << 20U;
    LongText bytes;
    bytes.reserve(error ? kChunk : std::size_t(size) + 1);
    for (;;) {
        const std::size_t filled = bytes.size();
        const std::size_t wanted =
            bytes.capacity() > filled ? std::min(kChunk, bytes.capacity() - filled) : kChunk;
        bytes.resize(filled + wanted);
        const std::size_t read = std::fread(bytes.data() + filled, 1, wanted, file.get());
        bytes.resize(filled + read);
        release(std::span(bytes).subspan(filled));
        if (read < wanted) break;
    }
    if (std::ferror(file.get()) != 0)
        return refuse("cannot be read to its end", "copy it to another disk and try again");
    return bytes;
}

}  // namespace sacrum::firmware_bridge
