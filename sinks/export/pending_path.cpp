#include "sinks/export/pending_path.hpp"

#include <utility>

namespace sacrum::sinks {

PendingPath::PendingPath(std::filesystem::path path) : path_(std::move(path)), temporary_(path_) {
    temporary_ += ".part";
    std::error_code ignored;  // of a run that was killed
    std::filesystem::remove_all(temporary_, ignored);
}

PendingPath::PendingPath(PendingPath&& other) noexcept
    : path_(std::move(other.path_)), temporary_(std::exchange(other.temporary_, {})) {}

PendingPath::~PendingPath() {
    if (temporary_.empty()) return;
    std::error_code ignored;  // it was abandoned: there is nobody left to tell
    std::filesystem::remove_all(temporary_, ignored);
}

Result<void> PendingPath::commit() {
    std::error_code failed;
    std::filesystem::rename(temporary_, path_, failed);
    if (failed) return refuse(failed.message());
    temporary_.clear();
    return {};
}

tl::unexpected<Error> PendingPath::refuse(const std::string& reason) const {
    return fail(ErrorKind::output, path_.string() + ": cannot be written (" + reason +
                                       "); make room or choose another folder with --out");
}

}  // namespace sacrum::sinks
