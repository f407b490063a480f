// Writes a .sacrum file on a thread of its own. append() never waits for the disk: it fills a bounded queue,
// and what does not fit (the disk is full or too slow for minutes) is counted and said in the file. Chunks
// reach write() at least every 250 ms, of arrivals and of wall time; the disk is synchronised each second.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "domain/result.hpp"
#include "firmware_bridge/recording/recording_entry.hpp"

namespace sacrum::firmware_bridge {

struct RecordingWriterParams {
    std::size_t queue_bytes = std::size_t{4} << 20U;  // more: a longer stall of the disk costs nothing (4
                                                      // MiB: ten minutes of one device)
    bool compress = false;                            // with zstd: smaller files, a little more work
};

class RecordingWriter {
  public:
    // The header is in the file when this returns. Refuses to overwrite a file.
    static Result<RecordingWriter> create(const std::filesystem::path& path, const RecordingHeader& header,
                                          const RecordingWriterParams& params = {});
    RecordingWriter(RecordingWriter&& other) noexcept;
    RecordingWriter& operator=(RecordingWriter&& other) noexcept;
    // Without close() before: writes what is queued if the disk takes it, but no end entry.
    ~RecordingWriter();

    // In order of time, from one thread. Nothing is appended after close().
    void append(const RecordingEntry& entry);

    // What keeps the recording from reaching the disk right now: an error of the last write, or a disk that
    // has not answered for a second. It goes away when writing works again.
    [[nodiscard]] std::optional<Error> fault() const;
    // Entries that the queue could not take so far.
    [[nodiscard]] std::uint64_t lost_entries() const;

    // Writes all that is queued, the end and the index. An error when anything of the recording is missing in
    // the file. Calling it again does nothing.
    Result<void> close(EndReason reason, const std::string& remark = {});

  private:
    class Work;
    explicit RecordingWriter(std::unique_ptr<Work> work);
    std::unique_ptr<Work> work_;
};

}  // namespace sacrum::firmware_bridge
