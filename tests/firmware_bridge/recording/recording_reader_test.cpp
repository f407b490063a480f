#include "firmware_bridge/recording/recording_reader.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/firmware_bridge/recording/recorded_example.hpp"

namespace sacrum::firmware_bridge {
namespace {

using namespace std::chrono_literals;
using namespace tests;

// Ends of the chunks of a file.
std::vector<std::size_t> chunk_ends(const std::string& file) {
    std::vector<std::size_t> ends;
    ChunkScanner scanner(bytes_in_memory(file));
    while (const auto head = scanner.next())
        ends.push_back(std::size_t(scanner.offset()) + kChunkHeadSize + head->stored_length);
    return ends;
}

RecordingReader opened(const std::string& file) {
    auto reader = RecordingReader::open_bytes(file, "run.sacrum");
    REQUIRE(reader);
    return std::move(*reader);
}

// What remains is in order and nothing in it was not in the original.
bool is_part_of(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
    auto at = whole.begin();
    for (const std::string& line : part) {
        if (line.starts_with("loss ")) continue;
        at = std::find(at, whole.end(), line);
        if (at == whole.end()) return false;
        ++at;
    }
    return true;
}

TEST_CASE("a whole recording gives its header and its entries in order") {
    for (const bool compress : {false, true}) {
        auto reader = opened(example_file(3, compress));
        REQUIRE(reader.header());
        CHECK(reader.header()->protocol == "fake");
        CHECK(reader.header()->start_utc == example_header().start_utc);
        CHECK(reader.header()->device == example_header().device);
        CHECK(lines_of(reader) == std::vector<std::string>{"arrival 0 0 a0", "arrival 50 3 b0",
                                                           "arrival 100 0 a1", "arrival 150 3 b1",
                                                           "arrival 200 0 a2", "arrival 250 3 b2",
                                                           "end 300 1 "});
        CHECK(reader.condition().is_whole());
        CHECK(reader.condition().findings().empty());
        CHECK(reader.condition().last_time == ArrivalTime(300ms));
    }
}

TEST_CASE("a file cut at any byte opens to its last good chunk and says what is missing") {
    const std::string file = example_file(3);
    const auto ends = chunk_ends(file);
    auto whole = opened(file);
    const auto lines = lines_of(whole);
    for (std::size_t length = 1; length < file.size(); ++length) {
        auto reader = opened(file.substr(0, length));
        const auto got = lines_of(reader);
        const auto good = std::size_t(
            std::count_if(ends.begin(), ends.end(), [&](std::size_t end) { return end <= length; }));
        const std::size_t expected = good == 0 ? 0 : 2 * (good - 1);
        REQUIRE(got == std::vector<std::string>(lines.begin(), lines.begin() + std::ptrdiff_t(expected)));
        const std::size_t good_end = good == 0 ? 0 : ends[good - 1];
        REQUIRE(reader.condition().scan.tail_bytes == length - good_end);
        REQUIRE_FALSE(reader.condition().end);
        REQUIRE(reader.header().has_value() == (good > 0));
        REQUIRE(reader.condition().findings().find("it has no end") != std::string::npos);
    }
}

TEST_CASE("a flipped bit anywhere costs its chunk alone and never gives wrong bytes") {
    for (const bool compress : {false, true}) {
        const std::string file = example_file(4, compress);
        const auto ends = chunk_ends(file);
        auto whole = opened(file);
        const auto lines = lines_of(whole);
        for (std::size_t at = 0; at < file.size(); ++at) {
            std::string damaged = file;
            damaged[at] = char(damaged[at] ^ (1 << (at % 8)));
            auto reader = opened(damaged);
            const auto got = lines_of(reader);
            REQUIRE(is_part_of(got, lines));
            const auto chunk = std::size_t(std::upper_bound(ends.begin(), ends.end(), at) - ends.begin());
            const bool is_last = chunk + 1 == ends.size();
            const std::size_t lost = chunk == 0 ? 0 : is_last ? 1 : 2;
            const std::size_t said = is_last ? 0 : 1;  // a loss between good chunks comes as an entry
            REQUIRE(got.size() == lines.size() - lost + said);
            REQUIRE_FALSE(reader.condition().is_whole());
            REQUIRE(reader.header().has_value() == (chunk != 0));
        }
    }
}

TEST_CASE("a damaged stretch comes as a loss of its bytes, with the times around it") {
    std::string file = example_file(4);
    const auto ends = chunk_ends(file);
    file[ends[1] + kChunkHeadSize] = char(file[ends[1] + kChunkHeadSize] ^ 1);
    auto reader = opened(file);
    const auto lines = lines_of(reader);
    REQUIRE(lines.size() == 8);
    CHECK(lines[2] == "loss 200 0 " + std::to_string(ends[2] - ends[1]));
    CHECK(reader.condition().scan.damaged_places == 1);
    CHECK(reader.condition().scan.missing_chunks == 1);
}

TEST_CASE("bytes cut out of the middle or put in cost what they touch") {
    const std::string file = example_file(4);
    const auto ends = chunk_ends(file);
    auto whole = opened(file);
    const auto lines = lines_of(whole);
    auto shortened = opened(file.substr(0, ends[1] + 45) + file.substr(ends[1] + 50));
    CHECK(lines_of(shortened).size() == lines.size() - 2 + 1);
    auto lengthened = opened(file.substr(0, ends[1]) + "\x89SACgarbage\x89SA" + file.substr(ends[1]));
    const auto got = lines_of(lengthened);
    CHECK(got.size() == lines.size() + 1);
    CHECK(is_part_of(got, lines));
}

TEST_CASE("chunks of another recording inside a damaged one are not taken for its own") {
    std::string inner = example_file(2);
    std::string content;
    EntryEncoder encoder;
    std::string file;
    encoder.append(RecordingHeader{.protocol = "other"}, content);
    const std::uint32_t mark = append_chunk({}, content, file);
    content.clear();
    encoder.append(RecordingEntry(arrival_of(1s, inner)), content);
    const std::size_t start = file.size();
    append_chunk({.file = mark, .sequence = 1, .time = 1s}, content, file);
    content.clear();
    encoder.append(RecordingEntry(arrival_of(2s, "own")), content);
    append_chunk({.file = mark, .sequence = 2, .time = 2s}, content, file);
    file[start + kChunkHeadSize] = char(file[start + kChunkHeadSize] ^ 1);
    file.insert(start + kChunkHeadSize + 1, "x");  // the length no longer leads to the next chunk
    auto reader = opened(file);
    const auto lines = lines_of(reader);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].starts_with("loss 2000 "));
    CHECK(lines[1] == "arrival 2000 0 own");
}

TEST_CASE("a file that is no recording, is empty or of a newer format is refused with a sentence") {
    const auto sentence = [](const std::string& bytes) {
        const auto reader = RecordingReader::open_bytes(bytes, "run.sacrum");
        REQUIRE_FALSE(reader);
        return reader.error().sentence;
    };
    CHECK(sentence("time,ax,ay\n") == "run.sacrum: is no recording of sacrum; name a .sacrum file");
    CHECK(sentence("") == "run.sacrum: is empty; nothing was recorded");
    std::string file;
    append_chunk({.format = 9}, "", file);
    CHECK(sentence(file) == "run.sacrum: recorded with format 9, this program reads 1; use a newer program");
    CHECK_FALSE(RecordingReader::open("/nowhere/run.sacrum"));
    CHECK_FALSE(RecordingReader::open("/"));
}

TEST_CASE("seeking leads to the first entry at or after a time, with and without an index") {
    auto reader = opened(example_file(40));
    for (const auto& [time, line] :
         std::vector<std::pair<ArrivalTime, std::string>>{{1050ms, "arrival 1050 3 b10"},
                                                          {1051ms, "arrival 1100 0 a11"},
                                                          {0ms, "arrival 0 0 a0"},
                                                          {3990ms, "end 4000 1 "},
                                                          {-5s, "arrival 0 0 a0"}}) {
        reader.seek(time);
        const RecordingEntry* entry = reader.next();
        REQUIRE(entry != nullptr);
        CHECK(line_of(*entry) == line);
    }
    reader.seek(1h);
    CHECK(reader.next() == nullptr);
}

TEST_CASE("a recovered file holds everything readable and says that it was recovered") {
    const Folder folder;
    const std::string file = example_file(5);
    const auto ends = chunk_ends(file);
    std::string damaged = file.substr(0, ends[4] + 10);
    damaged[ends[1] + 50] = char(damaged[ends[1] + 50] ^ 4);
    write_bytes(folder / "cut.sacrum", damaged);
    const auto was = recover_recording(folder / "cut.sacrum", folder / "out.sacrum");
    REQUIRE(was);
    CHECK(was->scan.tail_bytes == 10);
    auto reader = RecordingReader::open(folder / "out.sacrum");
    REQUIRE(reader);
    CHECK(reader->header()->address == example_header().address);
    const auto lines = lines_of(*reader);
    REQUIRE(lines.size() == 8);
    CHECK(lines[2].starts_with("loss 200 0 "));
    CHECK(lines[7].starts_with("end 350 4 the recording was cut: it has no end; 10 bytes after"));
    CHECK(reader->condition().scan.tail_bytes == 0);
    CHECK(reader->condition().scan.damaged_places == 0);
    CHECK_FALSE(reader->condition().is_whole());
    CHECK_FALSE(recover_recording(folder / "cut.sacrum", folder / "out.sacrum"));
}

// The line "    89 53 …" blocks of docs/recording_format.md between its two fences.
std::string documented_example() {
    std::ifstream document(std::string(SACRUM_SOURCE_DIR) + "/docs/recording_format.md");
    std::string file;
    bool is_inside = false;
    for (std::string line; std::getline(document, line);) {
        if (line == "```hex")
            is_inside = true;
        else if (line == "```")
            is_inside = false;
        else if (is_inside)
            for (std::size_t i = 0; i + 1 < line.size() && line[i] != ' ' && line[i] != '#'; i += 3)
                file.push_back(char(std::stoi(line.substr(i, 2), nullptr, 16)));
    }
    return file;
}

TEST_CASE("the example of the documented format opens as the document says") {
    auto reader = opened(documented_example());
    REQUIRE(reader.header());
    CHECK(reader.header()->program_version == "0.1.0");
    CHECK(reader.header()->protocol == "csv");
    CHECK(reader.header()->address == "tcp://pi:9000");
    CHECK(lines_of(reader) == std::vector<std::string>{"arrival 2 0 1,2\n",
                                                       "action 500 " + cue("lift", "Ann").ShortDebugString(),
                                                       "end 500 1 "});
    CHECK(reader.condition().is_whole());
    reader.seek(3ms);
    const RecordingEntry* entry = reader.next();
    REQUIRE(entry != nullptr);
    CHECK(line_of(*entry) == "action 500 " + cue("lift", "Ann").ShortDebugString());
}

}  // namespace
}  // namespace sacrum::firmware_bridge
