#include "firmware_bridge/recording/chunk_scanner.hpp"

#include <algorithm>
#include <utility>

namespace sacrum::firmware_bridge {
namespace {

constexpr std::size_t kWindow = std::size_t{64} << 10U;

}  // namespace

ChunkScanner::ChunkScanner(std::unique_ptr<PlacedBytes> bytes)
    : bytes_(std::move(bytes)), next_sequence_(0) {}

std::optional<ChunkHead> ChunkScanner::head_at(std::uint64_t offset) {
    bytes_->read(offset, kChunkHeadSize, stored_);
    return parse_chunk_head(stored_);
}

// A recording of a device that sends recordings holds chunks that are not its own.
bool ChunkScanner::is_wanted(const ChunkHead& head) const {
    const bool is_own = !file_ || (head.sequence == 0 ? head.content_check : head.file) == *file_;
    return head.format == kRecordingFormat && is_own && (!next_sequence_ || head.sequence >= *next_sequence_);
}

void ChunkScanner::find_magic(std::uint64_t from) {
    while (from < size()) {
        bytes_->read(from, kWindow, stored_);
        const std::size_t found = stored_.find(kChunkMagic);
        if (found != std::string::npos) {
            position_ = from + found;
            return;
        }
        if (stored_.size() < kWindow) break;
        from += kWindow - kChunkMagic.size() + 1;
    }
    position_ = size();
}

void ChunkScanner::accept(const ChunkHead& head, std::uint64_t offset) {
    ++counts_.good_chunks;
    chunk_offset_ = offset;
    bytes_skipped_ = offset - good_end_;
    if (bytes_skipped_ > 0) {
        ++counts_.damaged_places;
        counts_.damaged_bytes += bytes_skipped_;
    }
    if (next_sequence_) counts_.missing_chunks += head.sequence - *next_sequence_;
    // The first chunk is its own mark: it was not known yet when its head was written.
    file_ = head.sequence == 0 ? head.content_check : head.file;
    next_sequence_ = head.sequence + 1;
    position_ = good_end_ = offset + kChunkHeadSize + head.stored_length;
}

std::optional<ChunkHead> ChunkScanner::advance(bool reads_content) {
    while (position_ + kChunkHeadSize <= size()) {
        const std::uint64_t start = position_;
        const auto head = head_at(start);
        if (head) newest_format_ = std::max(newest_format_, head->format);
        if (!head || !is_wanted(*head)) {
            find_magic(start + 1);
            continue;
        }
        const std::uint64_t end = start + kChunkHeadSize + head->stored_length;
        bool is_good = end <= size();
        if (is_good && reads_content) {
            bytes_->read(start + kChunkHeadSize, head->stored_length, stored_);
            is_good = unpack_chunk(*head, stored_, content_);
        }
        if (is_good) {
            accept(*head, start);
            return head;
        }
        // The head is good, so the content is what is damaged, or bytes are gone: the next chunk may be
        // nearer than the length says.
        const bool is_followed = end < size() && head_at(end);
        if (is_followed)
            position_ = end;
        else
            find_magic(start + kChunkHeadSize);
    }
    const bool is_closed = size() - good_end_ == kTailSize && index_offset();
    counts_.tail_bytes = is_closed ? 0 : size() - good_end_;
    position_ = size();
    return std::nullopt;
}

std::optional<ChunkHead> ChunkScanner::next() { return advance(true); }
std::optional<ChunkHead> ChunkScanner::next_head() { return advance(false); }

void ChunkScanner::go_to(std::uint64_t offset) {
    position_ = good_end_ = std::min(offset, size());
    next_sequence_.reset();
    counts_ = {};
    bytes_skipped_ = 0;
}

std::string ChunkScanner::first_bytes(std::size_t count) {
    std::string bytes;
    bytes_->read(0, count, bytes);
    return bytes;
}

std::optional<std::uint64_t> ChunkScanner::index_offset() {
    if (size() < kTailSize) return std::nullopt;
    std::string tail;
    bytes_->read(size() - kTailSize, kTailSize, tail);
    return parse_tail(tail);
}

}  // namespace sacrum::firmware_bridge
