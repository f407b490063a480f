#include "firmware_bridge/recording/recording_writer.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "firmware_bridge/recording/chunk_file.hpp"
#include "firmware_bridge/recording/entry_queue.hpp"

namespace sacrum::firmware_bridge {
namespace {

using Wall = std::chrono::steady_clock;
constexpr auto kLongestWait = std::chrono::milliseconds(250);  // in the queue, and before a write is retried
constexpr auto kSyncInterval = std::chrono::seconds(1);
constexpr auto kSlow = std::chrono::milliseconds(900);  // without an answer of the disk: said within a second

}  // namespace

class RecordingWriter::Work {
  public:
    Work(ChunkFile file, const RecordingWriterParams& params)
        : file_(std::move(file)), queue_(params.queue_bytes), batch_(params.queue_bytes) {
        thread_ = std::thread([this] { run(); });
    }
    Work(const Work&) = delete;
    Work& operator=(const Work&) = delete;
    ~Work() { stop(); }

    void append(const RecordingEntry& entry) {
        bool wakes = false;
        {
            const std::lock_guard lock(mutex_);
            if (is_stopping_) return;
            wakes = queue_.is_empty();
            if (queue_.append(entry)) wakes = true;
            if (wakes && !waits_since_) waits_since_ = Wall::now();
        }
        if (wakes) work_is_there_.notify_one();
    }

    std::optional<Error> fault() const {
        const std::lock_guard lock(mutex_);
        if (fault_) return fault_;
        if (busy_since_ && Wall::now() - *busy_since_ > kSlow)
            return Error{ErrorKind::output,
                         file_.name() +
                             ": the disk has not answered for a second; close what else writes "
                             "to it, or record elsewhere"};
        return std::nullopt;
    }

    std::uint64_t lost_entries() const {
        const std::lock_guard lock(mutex_);
        return queue_.lost_entries();
    }

    Result<void> close(const RecordingEnd& end_without_time) {
        {
            const std::lock_guard lock(mutex_);
            if (is_stopping_) return {};
            RecordingEnd end = end_without_time;
            end.time = queue_.last_time();
            queue_.append_end(end);
        }
        stop();
        if (fault_)
            return fail(ErrorKind::output, fault_->sentence + "; the end of the recording is missing");
        if (auto finished = file_.finish(); !finished) return finished;
        if (const auto lost = queue_.lost_entries(); lost > 0)
            return fail(ErrorKind::output, file_.name() + ": the disk was full or too slow and " +
                                               std::to_string(lost) +
                                               " arrivals are missing; the file says where");
        return {};
    }

  private:
    void stop() {
        {
            const std::lock_guard lock(mutex_);
            is_stopping_ = true;
        }
        work_is_there_.notify_one();
        if (thread_.joinable()) thread_.join();
    }

    void run() {
        std::unique_lock lock(mutex_);
        while (true) {
            wait_for_work(lock);
            const bool is_last = is_stopping_;
            if (batch_.is_empty()) {
                queue_.hand_over(batch_);
                written_ = 0;
                waits_since_.reset();
            }
            busy_since_ = Wall::now();
            lock.unlock();
            auto done = write_batch();
            lock.lock();
            busy_since_.reset();
            fault_ = done ? std::nullopt : std::optional(done.error());
            // At the end one try is all: a full disk must not keep the program from ending.
            if (is_last && (fault_ || (batch_.is_empty() && queue_.is_empty()))) return;
        }
    }

    void wait_for_work(std::unique_lock<std::mutex>& lock) {
        if (fault_) {
            work_is_there_.wait_for(lock, kLongestWait, [&] { return is_stopping_; });
            return;
        }
        // Bytes wait up to 250 ms for company; then, and when a chunk is complete, they go.
        work_is_there_.wait(lock, [&] { return is_stopping_ || !queue_.is_empty() || needs_sync_; });
        const auto due = [&] { return is_stopping_ || queue_.chunks() > 1; };
        work_is_there_.wait_until(lock, waits_since_.value_or(Wall::now()) + kLongestWait, due);
    }

    Result<void> write_batch() {
        for (; written_ < batch_.chunks(); ++written_) {
            auto done = file_.write(batch_.chunk(written_), batch_.chunk_time(written_));
            if (!done) return done;
            needs_sync_ = true;
        }
        batch_.clear();
        if (needs_sync_ && Wall::now() - synchronised_ > kSyncInterval) {
            auto done = file_.sync();
            if (!done) return done;
            synchronised_ = Wall::now();
            needs_sync_ = false;
        }
        return {};
    }

    ChunkFile file_;
    mutable std::mutex mutex_;
    std::condition_variable work_is_there_;
    EntryQueue queue_;
    bool is_stopping_ = false;
    std::optional<Wall::time_point> waits_since_;  // the oldest in the queue
    std::optional<Wall::time_point> busy_since_;
    std::optional<Error> fault_;
    // Of the writing thread alone:
    EntryQueue batch_;
    std::size_t written_ = 0;  // chunks of the batch
    bool needs_sync_ = false;
    Wall::time_point synchronised_ = Wall::now();
    std::thread thread_;
};

RecordingWriter::RecordingWriter(std::unique_ptr<Work> work) : work_(std::move(work)) {}
RecordingWriter::RecordingWriter(RecordingWriter&&) noexcept = default;
RecordingWriter& RecordingWriter::operator=(RecordingWriter&&) noexcept = default;
RecordingWriter::~RecordingWriter() = default;

Result<RecordingWriter> RecordingWriter::create(const std::filesystem::path& path,
                                                const RecordingHeader& header,
                                                const RecordingWriterParams& params) {
    auto file = ChunkFile::create(path, params.compress);
    if (!file) return tl::unexpected(file.error());
    std::string content;
    EntryEncoder().append(header, content);
    if (auto written = file->write(content, {}); !written) {
        std::error_code ignored;
        std::filesystem::remove(path, ignored);  // so that the same name can be tried again
        return tl::unexpected(written.error());
    }
    return RecordingWriter(std::make_unique<Work>(std::move(*file), params));
}

void RecordingWriter::append(const RecordingEntry& entry) { work_->append(entry); }
std::optional<Error> RecordingWriter::fault() const { return work_->fault(); }
std::uint64_t RecordingWriter::lost_entries() const { return work_->lost_entries(); }
Result<void> RecordingWriter::close(EndReason reason, const std::string& remark) {
    return work_->close({.reason = reason, .remark = remark});
}

}  // namespace sacrum::firmware_bridge
