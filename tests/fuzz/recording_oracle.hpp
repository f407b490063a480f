// What must hold for every file that the recording reader opens, whatever the bytes. Empty when all holds.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "firmware_bridge/recording/entry_queue.hpp"
#include "tests/firmware_bridge/recording/recorded_example.hpp"

namespace sacrum::firmware_bridge {

// Every byte is in a good chunk, in a damaged stretch, or after the last good chunk.
inline std::string fault_in_scan(const std::string& bytes) {
    ChunkScanner scanner(bytes_in_memory(bytes));
    std::uint64_t good = 0;
    while (const auto head = scanner.next()) {
        good += kChunkHeadSize + head->stored_length;
        if (scanner.content().size() != head->content_length) return "a content has another length than said";
    }
    const ScanCounts& counts = scanner.counts();
    const std::uint64_t told = good + counts.damaged_bytes + counts.tail_bytes;
    const bool has_tail = counts.tail_bytes == 0 && told + kTailSize == bytes.size();
    if (told != bytes.size() && !has_tail) return "bytes are not accounted for";
    return {};
}

// What was read, written once more, reads the same.
inline std::string fault_in_copy(const std::vector<std::string>& lines, RecordingReader& reader) {
    std::string copy;
    std::string content;
    std::uint32_t sequence = 0;
    std::uint32_t mark = 0;
    EntryEncoder encoder;
    encoder.append(RecordingHeader{}, content);
    const auto flush = [&] {
        const std::uint32_t check = append_chunk({.file = mark, .sequence = sequence}, content, copy);
        if (sequence++ == 0) mark = check;
        content.clear();
    };
    flush();
    reader.seek(ArrivalTime::min());
    std::size_t entries = 0;
    while (const RecordingEntry* entry = reader.next()) {
        encoder.append(*entry, content);
        ++entries;
        flush();
    }
    auto again = RecordingReader::open_bytes(copy, "copy");
    if (!again) return "a copy does not open";
    const auto copied = tests::lines_of(*again);
    if (copied.size() != entries || !again->condition().scan.good_chunks) return "a copy lost entries";
    // After a seek the damaged stretches before the first entry are not said; all else is the same.
    if (entries > lines.size()) return "seeking to the start gives more than reading";
    return std::equal(copied.rbegin(), copied.rend(), lines.rbegin()) ? "" : "a copy reads differently";
}

inline std::string try_file(const std::string& bytes) {
    auto reader = RecordingReader::open_bytes(bytes, "fuzz");
    if (!reader) {
        const std::string& sentence = reader.error().sentence;
        const bool is_sentence = sentence.starts_with("fuzz: ") && sentence.find('\n') == std::string::npos;
        return is_sentence ? "" : "an error is no sentence: " + sentence;
    }
    const auto lines = tests::lines_of(*reader);
    if (reader->condition().is_whole() && !reader->condition().findings().empty())
        return "a whole recording has findings";
    if (std::string fault = fault_in_scan(bytes); !fault.empty()) return fault;
    return fault_in_copy(lines, *reader);
}

// The input damages a good file behind its first chunk, which tells own chunks from foreign ones: what is
// read must have been in it.
inline std::string try_damage(const std::string& damage, bool compress, std::size_t at, bool overwrites) {
    const std::string file = tests::example_file(4, compress);
    auto whole = RecordingReader::open_bytes(file, "whole");
    const auto lines = tests::lines_of(*whole);
    const std::size_t first = kChunkHeadSize + parse_chunk_head(file)->stored_length;
    at = first + at % (file.size() - first);
    std::string damaged = file;
    damaged.replace(at, overwrites ? damage.size() : 0, damage);
    auto reader = RecordingReader::open_bytes(damaged, "fuzz");
    if (!reader) return {};
    auto expected = lines.begin();
    for (const std::string& line : tests::lines_of(*reader)) {
        if (line.starts_with("loss ")) continue;
        expected = std::find(expected, lines.end(), line);
        if (expected == lines.end()) return "an entry was not in the file: " + line;
        ++expected;
    }
    return {};
}

// The first two bytes choose; the rest is the file or the damage.
inline std::string try_recording(std::string_view bytes) {
    if (bytes.size() < 2) return {};
    const auto choice = unsigned(static_cast<unsigned char>(bytes[0]));
    const auto place = std::size_t(static_cast<unsigned char>(bytes[1]));
    const std::string rest(bytes.substr(2));
    if ((choice & 1U) == 0) return try_file(rest);
    return try_damage(rest, (choice & 2U) != 0, place * 3 + (choice >> 3U), (choice & 4U) != 0);
}

}  // namespace sacrum::firmware_bridge
