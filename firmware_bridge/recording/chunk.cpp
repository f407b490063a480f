#include "firmware_bridge/recording/chunk.hpp"

#include <zstd.h>

#include <concepts>
#include <span>

#include "firmware_bridge/protocol/crc32.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr std::uint8_t kCompressedFlag = 1;
constexpr int kCompressionLevel =
    1;  // of 22: higher ones save 1 to 2 % of such data at several times the work

template <std::unsigned_integral T>
void put(std::string& out, T number) {
    for (std::size_t i = 0; i < sizeof(T); ++i)
        out.push_back(char(std::uint8_t(std::uint64_t(number) >> (8U * i))));
}

template <std::unsigned_integral T>
T get(std::string_view bytes, std::size_t offset) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
        number |= std::uint64_t(std::uint8_t(bytes[offset + i])) << (8U * i);
    return T(number);
}

std::string compressed(std::string_view content) {
    std::string packed(ZSTD_compressBound(content.size()), '\0');
    const std::size_t size =
        ZSTD_compress(packed.data(), packed.size(), content.data(), content.size(), kCompressionLevel);
    packed.resize(ZSTD_isError(size) != 0 ? content.size() : size);
    return packed;
}

}  // namespace

std::uint32_t check_of(std::string_view bytes) { return crc32(std::as_bytes(std::span(bytes))); }

std::uint32_t append_chunk(ChunkHead head, std::string_view content, std::string& out) {
    std::string packed;
    std::string_view stored = content;
    if (head.is_compressed) {
        packed = compressed(content);
        head.is_compressed = packed.size() < content.size();
        if (head.is_compressed) stored = packed;
    }
    const std::uint32_t check = check_of(stored);
    const std::size_t start = out.size();
    out += kChunkMagic;
    put(out, std::uint8_t(head.kind));
    put(out, head.is_compressed ? kCompressedFlag : std::uint8_t{0});
    put(out, head.format);
    put(out, head.file);
    put(out, head.sequence);
    put(out, std::uint32_t(stored.size()));
    put(out, std::uint32_t(content.size()));
    put(out, std::uint64_t(head.time.count()));
    put(out, check);
    put(out, check_of(std::string_view(out).substr(start)));
    out += stored;
    return check;
}

std::optional<ChunkHead> parse_chunk_head(std::string_view bytes) {
    if (bytes.size() < kChunkHeadSize || !bytes.starts_with(kChunkMagic)) return std::nullopt;
    if (get<std::uint32_t>(bytes, 36) != check_of(bytes.substr(0, 36))) return std::nullopt;
    const ChunkHead head{.kind = ChunkKind(get<std::uint8_t>(bytes, 4)),
                         .is_compressed = (get<std::uint8_t>(bytes, 5) & kCompressedFlag) != 0,
                         .format = get<std::uint16_t>(bytes, 6),
                         .file = get<std::uint32_t>(bytes, 8),
                         .sequence = get<std::uint32_t>(bytes, 12),
                         .stored_length = get<std::uint32_t>(bytes, 16),
                         .content_length = get<std::uint32_t>(bytes, 20),
                         .time = ArrivalTime(std::int64_t(get<std::uint64_t>(bytes, 24))),
                         .content_check = get<std::uint32_t>(bytes, 32)};
    if (head.stored_length > kLargestContent || head.content_length > kLargestContent) return std::nullopt;
    return head;
}

bool unpack_chunk(const ChunkHead& head, std::string_view stored, std::string& content) {
    if (stored.size() != head.stored_length || check_of(stored) != head.content_check) return false;
    if (!head.is_compressed) {
        content.assign(stored);
        return stored.size() == head.content_length;
    }
    content.resize(head.content_length);
    return ZSTD_decompress(content.data(), content.size(), stored.data(), stored.size()) ==
           head.content_length;
}

std::string make_tail(std::uint64_t index_offset) {
    std::string tail;
    put(tail, index_offset);
    put(tail, check_of(tail));
    tail += kTailMagic;
    return tail;
}

std::optional<std::uint64_t> parse_tail(std::string_view bytes) {
    if (bytes.size() != kTailSize || !bytes.ends_with(kTailMagic)) return std::nullopt;
    if (get<std::uint32_t>(bytes, 8) != check_of(bytes.substr(0, 8))) return std::nullopt;
    return get<std::uint64_t>(bytes, 0);
}

}  // namespace sacrum::firmware_bridge
