#include "sinks/export/block_file.hpp"

#include <utility>

namespace sacrum::sinks {
namespace {

constexpr std::size_t kBlockBytes = 1 << 17;  // stays in the cache until it is written

}  // namespace

BlockFile::BlockFile(PendingFile file) : file_(std::move(file)) { block_.reserve(kBlockBytes + 4096); }

Result<BlockFile> BlockFile::create(const std::filesystem::path& path) {
    auto file = PendingFile::create(path);
    if (!file) return tl::unexpected(file.error());
    return BlockFile(std::move(*file));
}

Result<void> BlockFile::spill() {
    if (block_.size() < kBlockBytes) return {};
    auto written = file_.append(block_);
    block_.clear();
    return written;
}

Result<void> BlockFile::commit() {
    if (auto written = file_.append(block_); !written) return written;
    return file_.commit();
}

}  // namespace sacrum::sinks
