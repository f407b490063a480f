#include "sinks/export/pending_file.hpp"

#include <cerrno>
#include <system_error>
#include <utility>

namespace sacrum::sinks {

PendingFile::PendingFile(std::filesystem::path path, std::filesystem::path temporary, std::FILE* file)
    : path_(std::move(path)), temporary_(std::move(temporary)), file_(file) {}

PendingFile::~PendingFile() {
    if (!file_) return;
    file_.reset();
    std::error_code ignored;  // it was abandoned: there is nobody left to tell
    std::filesystem::remove(temporary_, ignored);
}

tl::unexpected<Error> PendingFile::refuse(int reason) const {
    return fail(ErrorKind::output, path_.string() + ": cannot be written (" +
                                       std::generic_category().message(reason) +
                                       "); make room or choose another folder with --out");
}

Result<PendingFile> PendingFile::create(const std::filesystem::path& path) {
    std::filesystem::path temporary = path;
    temporary += ".part";
    std::FILE* file = std::fopen(temporary.c_str(), "wb");
    const int reason = errno;
    PendingFile pending(path, temporary, file);
    if (file == nullptr) return pending.refuse(reason);
    return pending;
}

Result<void> PendingFile::append(std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) return refuse(errno);
    return {};
}

Result<void> PendingFile::commit() {
    // fclose is where a full disk may show for the first time.
    if (std::fclose(file_.release()) != 0) {
        const int reason = errno;
        std::error_code ignored;
        std::filesystem::remove(temporary_, ignored);
        return refuse(reason);
    }
    std::error_code failed;
    std::filesystem::rename(temporary_, path_, failed);
    if (failed) return refuse(failed.value());
    return {};
}

Result<void> write_whole_file(const std::filesystem::path& path, std::string_view bytes) {
    auto file = PendingFile::create(path);
    if (!file) return tl::unexpected(file.error());
    if (auto written = file->append(bytes); !written) return written;
    return file->commit();
}

}  // namespace sacrum::sinks
