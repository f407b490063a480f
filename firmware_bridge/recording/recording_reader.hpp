// Reads a .sacrum file entry by entry, with fixed memory. A file that was cut or damaged opens all the same:
// everything that passes its checks comes, a damaged stretch comes as a RecordingLoss, and condition() says
// what is missing.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "domain/result.hpp"
#include "firmware_bridge/recording/chunk_scanner.hpp"
#include "firmware_bridge/recording/recording_entry.hpp"

namespace sacrum::firmware_bridge {

// What was met between the start (or the last seek) and the entry read last; complete after next() gave none.
struct RecordingCondition {
    ScanCounts scan{};
    std::uint64_t unknown_entries = 0;  // of a newer program
    std::uint64_t lost_entries = 0;     // that the disk did not take when recording
    std::uint64_t lost_places = 0;      // where the file itself says that something is missing
    std::optional<RecordingEnd> end{};  // absent: the recording was cut
    std::optional<ArrivalTime> first_time{};
    std::optional<ArrivalTime> last_time{};

    [[nodiscard]] bool is_whole() const;
    // One sentence for each thing that is not as it should be; empty when the recording is whole.
    [[nodiscard]] std::string findings() const;
};

class RecordingReader {
  public:
    static Result<RecordingReader> open(const std::filesystem::path& path);
    // The same on bytes; `name` opens the sentence of an error.
    static Result<RecordingReader> open_bytes(std::string bytes, const std::string& name);
    RecordingReader(RecordingReader&& other) noexcept;
    RecordingReader& operator=(RecordingReader&& other) noexcept;
    ~RecordingReader();

    // Absent when the start of the file is damaged.
    [[nodiscard]] const std::optional<RecordingHeader>& header() const;
    // Null at the end. What it points to, with the bytes of an arrival, lives until the next call.
    const RecordingEntry* next();
    // next() continues with the first entry at or after `time`.
    void seek(ArrivalTime time);
    [[nodiscard]] const RecordingCondition& condition() const;
    // Share of the file that is behind us, 0 to 1.
    [[nodiscard]] double share_read() const;

  private:
    class Work;
    explicit RecordingReader(std::unique_ptr<Work> work);
    static Result<RecordingReader> open_work(std::unique_ptr<PlacedBytes> bytes, const std::string& name);
    std::unique_ptr<Work> work_;
};

// Reads a whole file and says how it is.
Result<RecordingCondition> inspect_recording(const std::filesystem::path& path);

// Writes everything readable of `path` to a new file `out`, closed in order; a recording without an end gets
// one that says it was recovered. Says what was wrong with `path`.
Result<RecordingCondition> recover_recording(const std::filesystem::path& path,
                                             const std::filesystem::path& out);

}  // namespace sacrum::firmware_bridge
