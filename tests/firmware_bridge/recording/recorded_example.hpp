// Small recordings for tests, and what a reader gives of a file as lines of text.
#pragma once

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "firmware_bridge/recording/chunk.hpp"
#include "firmware_bridge/recording/entry_code.hpp"
#include "firmware_bridge/recording/recording_reader.hpp"

namespace sacrum::firmware_bridge::tests {

// A folder of its own that goes away.
class Folder {
  public:
    explicit Folder(const std::filesystem::path& where = std::filesystem::temp_directory_path()) {
        static std::atomic<int> number = 0;
        path_ = where / ("sacrum_recording_" + std::to_string(::getpid()) + "_" + std::to_string(number++));
        std::filesystem::create_directories(path_);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

inline std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

inline void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

inline Arrival arrival_of(ArrivalTime time, const std::string& bytes, std::uint16_t channel = 0) {
    return {.time = time, .channel = channel, .bytes = std::as_bytes(std::span(bytes))};
}

inline RecordingHeader example_header() {
    return {.program_version = "1.2.3",
            .algorithm_version = "4",
            .protocol = "fake",
            .address = "serial:/dev/ttyUSB0?baud=921600",
            .start_utc = std::chrono::sys_time<std::chrono::nanoseconds>(std::chrono::seconds(1'700'000'000)),
            .device = DeviceDescription{.model = "board", .rate = 200.0_Hz, .mounting = "up=+x,left=+y"}};
}

inline proto::Action cue(const std::string& text, const std::string& author) {
    proto::Action action;
    action.set_author(author);
    action.mutable_note()->set_kind("cue");
    action.mutable_note()->set_text(text);
    return action;
}

// One entry in a line: kind, time in ms, what it holds.
inline std::string line_of(const RecordingEntry& entry) {
    const std::string time = std::to_string(time_of(entry).count() / 1'000'000);
    if (const auto* arrival = std::get_if<Arrival>(&entry))
        return "arrival " + time + " " + std::to_string(arrival->channel) + " " +
               std::string(reinterpret_cast<const char*>(arrival->bytes.data()), arrival->bytes.size());
    if (const auto* link = std::get_if<LinkChange>(&entry))
        return "link " + time + (link->is_up ? " up " : " lost ") + link->reason;
    if (const auto* action = std::get_if<PersonAction>(&entry))
        return "action " + time + " " + action->what.ShortDebugString();
    if (const auto* device = std::get_if<DescribedDevice>(&entry))
        return "device " + time + " " + device->description.model;
    if (const auto* loss = std::get_if<RecordingLoss>(&entry))
        return "loss " + time + " " + std::to_string(loss->entries) + " " + std::to_string(loss->bytes);
    const auto& end = std::get<RecordingEnd>(entry);
    return "end " + time + " " + std::to_string(int(end.reason)) + " " + end.remark;
}

inline std::vector<std::string> lines_of(RecordingReader& reader) {
    std::vector<std::string> lines;
    while (const RecordingEntry* entry = reader.next()) lines.push_back(line_of(*entry));
    return lines;
}

// A whole file in memory: a header, `chunks` chunks of two arrivals "a0" "b0" "a1" …, 100 ms apart, and an
// end.
inline std::string example_file(int chunks, bool compress = false) {
    std::string file;
    std::string content;
    EntryEncoder encoder;
    std::uint32_t sequence = 0;
    std::uint32_t mark = 0;
    const auto flush = [&](ArrivalTime time) {
        const std::uint32_t check = append_chunk(
            {.is_compressed = compress, .file = mark, .sequence = sequence, .time = time}, content, file);
        if (sequence++ == 0) mark = check;
        content.clear();
    };
    encoder.append(example_header(), content);
    flush({});
    for (int i = 0; i < chunks; ++i) {
        const ArrivalTime time = std::chrono::milliseconds(100 * i);
        encoder.append(RecordingEntry(arrival_of(time, "a" + std::to_string(i))), content);
        encoder.append(
            RecordingEntry(arrival_of(time + std::chrono::milliseconds(50), "b" + std::to_string(i), 3)),
            content);
        flush(time);
    }
    encoder.append(RecordingEntry(RecordingEnd{.time = std::chrono::milliseconds(100 * chunks),
                                               .reason = EndReason::stopped_by_person}),
                   content);
    flush(std::chrono::milliseconds(100 * chunks));
    return file;
}

}  // namespace sacrum::firmware_bridge::tests
