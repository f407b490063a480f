// Walks through the chunks of a .sacrum file, whole, cut or damaged, with fixed memory. Whatever is between
// two good chunks is skipped and counted; only content that passes its checks comes out.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "domain/result.hpp"
#include "firmware_bridge/recording/chunk.hpp"

namespace sacrum::firmware_bridge {

// Bytes at a place in a file or in memory. Shorter than asked for at the end, or where the disk fails.
class PlacedBytes {
  public:
    virtual ~PlacedBytes() = default;
    [[nodiscard]] virtual std::uint64_t size() const = 0;
    virtual void read(std::uint64_t offset, std::size_t length, std::string& out) = 0;
};

Result<std::unique_ptr<PlacedBytes>> open_file(const std::filesystem::path& path);
std::unique_ptr<PlacedBytes> bytes_in_memory(std::string bytes);

// What a walk met so far.
struct ScanCounts {
    std::uint64_t good_chunks = 0;
    std::uint64_t damaged_places = 0;  // stretches between good chunks
    std::uint64_t damaged_bytes = 0;   // in them
    std::uint64_t missing_chunks = 0;  // by the sequence numbers
    std::uint64_t tail_bytes = 0;      // after the last good chunk; known at the end
};

class ChunkScanner {
  public:
    explicit ChunkScanner(std::unique_ptr<PlacedBytes> bytes);

    // The next good chunk, or none at the end. `content()` holds until the next call.
    std::optional<ChunkHead> next();
    // The same without content and without looking whether it is undamaged: a look at the heads alone.
    std::optional<ChunkHead> next_head();
    [[nodiscard]] const std::string& content() const { return content_; }
    [[nodiscard]] std::uint64_t offset() const { return chunk_offset_; }  // of the chunk that came last
    [[nodiscard]] std::uint64_t bytes_skipped() const { return bytes_skipped_; }  // just before it
    [[nodiscard]] const ScanCounts& counts() const { return counts_; }
    [[nodiscard]] std::uint16_t newest_format() const { return newest_format_; }  // 0: no chunk met
    [[nodiscard]] std::uint64_t size() const { return bytes_->size(); }

    // Continues with the chunk at an offset; counts begin anew.
    void go_to(std::uint64_t offset);
    std::string first_bytes(std::size_t count);
    // Where the index of a closed file stands.
    std::optional<std::uint64_t> index_offset();

  private:
    std::optional<ChunkHead> head_at(std::uint64_t offset);
    bool is_wanted(const ChunkHead& head) const;
    void find_magic(std::uint64_t from);
    std::optional<ChunkHead> advance(bool reads_content);
    void accept(const ChunkHead& head, std::uint64_t offset);

    std::unique_ptr<PlacedBytes> bytes_;
    std::uint64_t position_ = 0;
    std::uint64_t good_end_ = 0;  // of the last good chunk
    std::uint64_t chunk_offset_ = 0;
    std::uint64_t bytes_skipped_ = 0;
    std::optional<std::uint32_t> file_;           // of the first good chunk
    std::optional<std::uint32_t> next_sequence_;  // none after go_to
    std::uint16_t newest_format_ = 0;
    ScanCounts counts_;
    std::string stored_;
    std::string content_;
};

}  // namespace sacrum::firmware_bridge
