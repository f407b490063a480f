#include "firmware_bridge/recording/recording_reader.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "firmware_bridge/recording/entry_code.hpp"

namespace sacrum::firmware_bridge {
namespace {

struct Place {
    ArrivalTime time{};
    std::uint64_t offset = 0;
};

constexpr std::size_t kMostPlaces = 8192;

// Of a file without an index: one place a second, thinned out when there are too many.
std::vector<Place> places_by_scanning(ChunkScanner& scanner) {
    std::vector<Place> places;
    ArrivalTime interval = std::chrono::seconds(1);
    scanner.go_to(0);
    while (const auto head = scanner.next_head()) {
        if (head->kind != ChunkKind::entries) continue;
        if (!places.empty() && head->time < places.back().time + interval) continue;
        if (places.size() == kMostPlaces) {
            for (std::size_t i = 0; i < kMostPlaces / 2; ++i) places[i] = places[2 * i];
            places.resize(kMostPlaces / 2);
            interval *= 2;
        }
        places.push_back({.time = head->time, .offset = scanner.offset()});
    }
    return places;
}

std::vector<Place> places_of_index(ChunkScanner& scanner) {
    const auto offset = scanner.index_offset();
    if (!offset) return {};
    scanner.go_to(*offset);
    const auto head = scanner.next();
    proto::RecordingIndex index;
    if (!head || head->kind != ChunkKind::index || !index.ParseFromString(scanner.content())) return {};
    std::vector<Place> places;
    for (const auto& place : index.places())
        places.push_back({.time = ArrivalTime(place.time_ns()), .offset = place.offset()});
    return places;
}

}  // namespace

bool RecordingCondition::is_whole() const {
    return end && end->reason != EndReason::recovered && scan.damaged_places == 0 &&
           scan.missing_chunks == 0 && scan.tail_bytes == 0 && lost_places == 0;
}

std::string RecordingCondition::findings() const {
    std::string text;
    const auto say = [&](const std::string& finding) { text += (text.empty() ? "" : "; ") + finding; };
    if (!end) say("the recording was cut: it has no end");
    if (end && end->reason == EndReason::recovered) say("the recording was cut and recovered");
    if (scan.tail_bytes > 0)
        say(std::to_string(scan.tail_bytes) + " bytes after the last good chunk cannot be read");
    if (scan.damaged_places > 0)
        say(std::to_string(scan.damaged_bytes) + " bytes in " + std::to_string(scan.damaged_places) +
            " places are damaged");
    if (scan.missing_chunks > 0) say(std::to_string(scan.missing_chunks) + " chunks are missing");
    if (lost_entries > 0)
        say(std::to_string(lost_entries) + " entries are missing because the disk did not take them");
    if (lost_places > 0 && lost_entries == 0)
        say("something is missing in " + std::to_string(lost_places) + " places, as the file says");
    if (unknown_entries > 0) say(std::to_string(unknown_entries) + " entries are of a newer program");
    return text;
}

class RecordingReader::Work {
  public:
    explicit Work(std::unique_ptr<PlacedBytes> bytes) : scanner_(std::move(bytes)) {}

    Result<void> begin(const std::string& name) {
        const std::uint64_t size = scanner_.size();
        if (size == 0) return fail(ErrorKind::input, name + ": is empty; nothing was recorded");
        if (!load_chunk()) {
            if (scanner_.newest_format() > kRecordingFormat)
                return fail(ErrorKind::input, name + ": recorded with format " +
                                                  std::to_string(scanner_.newest_format()) +
                                                  ", this program reads 1; use a newer program");
            if (!starts_like_a_recording())
                return fail(ErrorKind::input, name + ": is no recording of sacrum; name a .sacrum file");
            return {};
        }
        if (chunk_.entries_size() > 0 && chunk_.entries(0).has_header())
            header_ = decode_header(chunk_.entries(0).header());
        return {};
    }

    const RecordingEntry* next() {
        while (true) {
            if (pending_loss_) {
                entry_ = *std::exchange(pending_loss_, std::nullopt);
                return &entry_;
            }
            if (at_ == chunk_.entries_size()) {
                if (!load_chunk()) return nullptr;
                continue;
            }
            const auto& message = chunk_.entries(at_++);
            if (message.has_header()) continue;
            auto entry = decode_entry(message);
            if (!entry) {
                ++condition_.unknown_entries;
                continue;
            }
            if (wanted_ && time_of(*entry) < *wanted_) continue;
            wanted_.reset();
            entry_ = std::move(*entry);
            note(entry_);
            return &entry_;
        }
    }

    void seek(ArrivalTime time) {
        if (!places_) {
            places_ = places_of_index(scanner_);
            if (places_->empty()) places_ = places_by_scanning(scanner_);
        }
        // Entries before the first of a chunk stand in chunks before it.
        const auto after =
            std::upper_bound(places_->begin(), places_->end(), time,
                             [](ArrivalTime t, const Place& place) { return t <= place.time; });
        scanner_.go_to(after == places_->begin() ? 0 : std::prev(after)->offset);
        chunk_.Clear();
        at_ = 0;
        pending_loss_.reset();
        condition_ = {};
        wanted_ = time;
    }

    [[nodiscard]] const std::optional<RecordingHeader>& header() const { return header_; }
    [[nodiscard]] const RecordingCondition& condition() const { return condition_; }
    [[nodiscard]] double share_read() const { return double(scanner_.offset()) / double(scanner_.size()); }

  private:
    bool starts_like_a_recording() {
        scanner_.go_to(0);
        const auto start = scanner_.first_bytes(kChunkMagic.size());
        return kChunkMagic.starts_with(start);
    }

    bool load_chunk() {
        at_ = 0;
        while (true) {
            chunk_.Clear();
            const auto head = scanner_.next();
            condition_.scan = scanner_.counts();
            if (!head) return false;
            if (scanner_.bytes_skipped() > 0 && !wanted_)
                pending_loss_ = RecordingLoss{.from = condition_.last_time.value_or(head->time),
                                              .to = head->time,
                                              .bytes = scanner_.bytes_skipped()};
            if (head->kind != ChunkKind::entries) continue;
            if (chunk_.ParseFromString(scanner_.content())) return true;
            condition_.unknown_entries += 1;
        }
    }

    void note(const RecordingEntry& entry) {
        if (!condition_.first_time) condition_.first_time = time_of(entry);
        condition_.last_time = time_of(entry);
        if (const auto* loss = std::get_if<RecordingLoss>(&entry)) {
            condition_.lost_entries += loss->entries;
            ++condition_.lost_places;
        }
        if (const auto* end = std::get_if<RecordingEnd>(&entry)) condition_.end = *end;
    }

    ChunkScanner scanner_;
    std::optional<RecordingHeader> header_;
    std::optional<std::vector<Place>> places_;
    proto::RecordedChunk chunk_;  // keeps its entries' memory from chunk to chunk
    int at_ = 0;
    std::optional<RecordingLoss> pending_loss_;
    std::optional<ArrivalTime> wanted_;
    RecordingEntry entry_;
    RecordingCondition condition_;
};

RecordingReader::RecordingReader(std::unique_ptr<Work> work) : work_(std::move(work)) {}
RecordingReader::RecordingReader(RecordingReader&&) noexcept = default;
RecordingReader& RecordingReader::operator=(RecordingReader&&) noexcept = default;
RecordingReader::~RecordingReader() = default;

Result<RecordingReader> RecordingReader::open_work(std::unique_ptr<PlacedBytes> bytes,
                                                   const std::string& name) {
    auto work = std::make_unique<Work>(std::move(bytes));
    if (auto begun = work->begin(name); !begun) return tl::unexpected(begun.error());
    return RecordingReader(std::move(work));
}

Result<RecordingReader> RecordingReader::open(const std::filesystem::path& path) {
    auto bytes = open_file(path);
    if (!bytes) return tl::unexpected(bytes.error());
    return open_work(std::move(*bytes), path.filename().string());
}

Result<RecordingReader> RecordingReader::open_bytes(std::string bytes, const std::string& name) {
    return open_work(bytes_in_memory(std::move(bytes)), name);
}

const std::optional<RecordingHeader>& RecordingReader::header() const { return work_->header(); }
const RecordingEntry* RecordingReader::next() { return work_->next(); }
void RecordingReader::seek(ArrivalTime time) { work_->seek(time); }
const RecordingCondition& RecordingReader::condition() const { return work_->condition(); }
double RecordingReader::share_read() const { return work_->share_read(); }

Result<RecordingCondition> inspect_recording(const std::filesystem::path& path) {
    auto reader = RecordingReader::open(path);
    if (!reader) return tl::unexpected(reader.error());
    while (reader->next() != nullptr) {
    }
    return reader->condition();
}

}  // namespace sacrum::firmware_bridge
