// A recording writer on a failing disk, and what was given to it.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "firmware_bridge/recording/recording_writer.hpp"
#include "tests/firmware_bridge/recording/recorded_example.hpp"
#include "tests/support/failing_disk.hpp"

namespace sacrum::firmware_bridge::tests {

inline constexpr int kChunks = 12;   // appended
inline constexpr int kPerChunk = 5;  // 250 ms of arrivals

// The limit is one that only a fault reaches.
template <class Claim>
bool comes_true(Claim claim) {
    for (const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(300);
         std::chrono::steady_clock::now() < end; std::this_thread::sleep_for(std::chrono::milliseconds(2)))
        if (claim()) return true;
    return false;
}

struct Recorder {
    std::string name;
    std::filesystem::path path;
    sacrum::tests::FailingDisk disk;
    std::optional<RecordingWriter> writer{};
    std::vector<std::string> sent{};

    Recorder(const Folder& folder, std::string named, const sacrum::tests::DiskPlan& plan,
             const RecordingWriterParams& params = {.queue_bytes = 100'000})
        : name(std::move(named)), path(folder / (name + ".sacrum")), disk(path, plan) {
        auto created = RecordingWriter::create(path, example_header(), params);
        REQUIRE(created);
        writer = std::move(*created);
        append_chunks(kChunks);
    }
    void append_chunks(int count) {
        for (int i = 0; i < count * kPerChunk; ++i) {
            const std::string bytes = "packet " + std::to_string(sent.size());
            const RecordingEntry entry(
                arrival_of(std::int64_t(sent.size()) * std::chrono::milliseconds(50), bytes));
            sent.push_back(line_of(entry));
            writer->append(entry);
        }
    }
    [[nodiscard]] std::string wait_for_fault() const {
        REQUIRE(comes_true([&] { return writer->fault().has_value(); }));
        return writer->fault()->sentence;
    }
    void wait_for_no_fault() const {
        REQUIRE(comes_true([&] { return !writer->fault(); }));
    }
    Result<void> close() { return writer->close(EndReason::stopped_by_person); }

    // What lies in these bytes is the beginning of what was sent. How much.
    [[nodiscard]] std::size_t readable(const std::string& bytes) const {
        auto reader = RecordingReader::open_bytes(bytes, name);
        REQUIRE(reader);
        const auto lines = lines_of(*reader);
        REQUIRE(lines.size() <= sent.size());
        CHECK(std::equal(lines.begin(), lines.end(), sent.begin()));
        CHECK(reader->condition().scan.damaged_places == 0);
        return lines.size();
    }
    // All is there, in order, and nothing is said to be missing.
    void check_whole() const {
        auto reader = RecordingReader::open(path);
        REQUIRE(reader);
        const auto lines = lines_of(*reader);
        REQUIRE(lines.size() == sent.size() + 1);  // the end
        CHECK(std::equal(sent.begin(), sent.end(), lines.begin()));
        CHECK(reader->condition().is_whole());
    }
};

inline bool says(const Result<void>& closed, const std::string& words) {
    return !closed && closed.error().sentence.find(words) != std::string::npos;
}

}  // namespace sacrum::firmware_bridge::tests
