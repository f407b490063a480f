// The frame in which everything stands in a .sacrum file. Little-endian; both checks are CRC-32 as in zlib.
//
//    0  4  89 53 41 43               magic
//    4  1  kind                      1 entries, 2 index
//    5  1  flags                     bit 0: the content is compressed with zstd
//    6  2  format                    1
//    8  4  file                      the content check of the file's first chunk: foreign chunks show
//   12  4  sequence                  0, 1, …: a lost chunk shows
//   16  4  stored length             of the content in the file, at most 1 MiB
//   20  4  content length            unpacked, at most 1 MiB
//   24  8  time                      ns, of the first entry (signed)
//   32  4  check of the content as stored
//   36  4  check of bytes 0 to 35
//   40     content
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "firmware_bridge/arrival.hpp"

namespace sacrum::firmware_bridge {

enum class ChunkKind : std::uint8_t { entries = 1, index = 2 };

struct ChunkHead {
    ChunkKind kind = ChunkKind::entries;
    bool is_compressed = false;
    std::uint16_t format = 1;
    std::uint32_t file = 0;
    std::uint32_t sequence = 0;
    std::uint32_t stored_length = 0;
    std::uint32_t content_length = 0;
    ArrivalTime time{};
    std::uint32_t content_check = 0;
};

constexpr std::string_view kChunkMagic = "\x89SAC";
constexpr std::size_t kChunkHeadSize = 40;
constexpr std::size_t kLargestContent = std::size_t{1} << 20U;
constexpr std::uint16_t kRecordingFormat = 1;

// The last 16 bytes of a closed file: offset of the index (8), check of these 8 bytes (4), magic (4).
constexpr std::string_view kTailMagic = "\x89SAX";
constexpr std::size_t kTailSize = 16;

std::uint32_t check_of(std::string_view bytes);

// Appends a chunk; the lengths and the checks of `head` are made here. Content that zstd does not make
// smaller stays as it is. Returns the content's check.
std::uint32_t append_chunk(ChunkHead head, std::string_view content, std::string& out);

// None when the magic, the check or a length is wrong. The format may be one this program does not read.
std::optional<ChunkHead> parse_chunk_head(std::string_view bytes);

// False when the content does not match its check or cannot be unpacked.
bool unpack_chunk(const ChunkHead& head, std::string_view stored, std::string& content);

std::string make_tail(std::uint64_t index_offset);
std::optional<std::uint64_t> parse_tail(std::string_view bytes);

}  // namespace sacrum::firmware_bridge
