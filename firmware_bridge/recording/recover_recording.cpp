#include "firmware_bridge/recording/chunk_file.hpp"
#include "firmware_bridge/recording/entry_queue.hpp"
#include "firmware_bridge/recording/recording_reader.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr std::size_t kBatch = std::size_t{2} << 20U;  // more than the largest entry

Result<void> write_chunks(EntryQueue& queue, ChunkFile& file) {
    for (std::size_t i = 0; i < queue.chunks(); ++i)
        if (auto done = file.write(queue.chunk(i), queue.chunk_time(i)); !done) return done;
    queue.clear();
    return {};
}

}  // namespace

Result<RecordingCondition> recover_recording(const std::filesystem::path& path,
                                             const std::filesystem::path& out) {
    auto reader = RecordingReader::open(path);
    if (!reader) return tl::unexpected(reader.error());
    auto file = ChunkFile::create(out, false);
    if (!file) return tl::unexpected(file.error());

    Result<void> done{};
    if (reader->header()) {
        std::string content;
        EntryEncoder().append(*reader->header(), content);
        done = file->write(content, {});
    }
    EntryQueue queue(kBatch);
    while (const RecordingEntry* entry = done ? reader->next() : nullptr)
        if (queue.append(*entry)) done = write_chunks(queue, *file);
    const RecordingCondition& condition = reader->condition();
    if (!condition.end)
        queue.append_end({.time = condition.last_time.value_or(ArrivalTime{}),
                          .reason = EndReason::recovered,
                          .remark = condition.findings()});
    if (done) done = write_chunks(queue, *file);
    if (done) done = file->finish();
    if (!done) return tl::unexpected(done.error());
    return condition;
}

}  // namespace sacrum::firmware_bridge
