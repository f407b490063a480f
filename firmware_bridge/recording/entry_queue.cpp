#include "firmware_bridge/recording/entry_queue.hpp"

#include <algorithm>
#include <utility>

#include "firmware_bridge/recording/chunk.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr Duration kChunkSpan = std::chrono::milliseconds(250);  // what a killed program may lose, at most
constexpr std::size_t kChunkBytes = std::size_t{64} << 10U;      // a damaged byte costs no more than this

}  // namespace

EntryQueue::EntryQueue(std::size_t largest_bytes) : largest_bytes_(largest_bytes) {
    content_.reserve(largest_bytes);
    cuts_.reserve(1024);
}

bool EntryQueue::cut_for(ArrivalTime time, std::size_t bytes) {
    const bool is_due = !cuts_.empty() && (time >= cuts_.back().time + kChunkSpan ||
                                           content_.size() - cuts_.back().start + bytes > kChunkBytes);
    if (cuts_.empty() || is_due) cuts_.push_back({.start = content_.size(), .time = time});
    return is_due;
}

void EntryQueue::say_loss() {
    entry_.clear();
    const std::size_t size = encoder_.append(RecordingEntry(loss_), entry_);
    cut_for(loss_.to, size);
    content_ += entry_;
    loss_ = {};
}

bool EntryQueue::append(const RecordingEntry& entry) {
    entry_.clear();
    const std::size_t size = encoder_.append(entry, entry_);
    last_time_ = time_of(entry);
    constexpr std::size_t kRoomForLoss = 64;  // the entry that says so
    if (size > kLargestContent || content_.size() + size + kRoomForLoss > largest_bytes_) {
        if (loss_.entries == 0) loss_.from = last_time_;
        loss_.to = last_time_;
        ++loss_.entries;
        loss_.bytes += size;
        ++lost_entries_;
        return false;
    }
    if (loss_.entries > 0) {
        say_loss();
        entry_.clear();
        encoder_.append(entry, entry_);
    }
    const bool is_due = cut_for(last_time_, size);
    content_ += entry_;
    return is_due;
}

void EntryQueue::append_end(const RecordingEnd& end) {
    if (loss_.entries > 0) say_loss();
    entry_.clear();
    cut_for(end.time, encoder_.append(RecordingEntry(end), entry_));
    content_ += entry_;
}

std::string_view EntryQueue::chunk(std::size_t i) const {
    const std::size_t end = i + 1 < cuts_.size() ? cuts_[i + 1].start : content_.size();
    return std::string_view(content_).substr(cuts_[i].start, end - cuts_[i].start);
}

void EntryQueue::hand_over(EntryQueue& batch) {
    std::swap(content_, batch.content_);
    std::swap(cuts_, batch.cuts_);
    clear();
}

void EntryQueue::clear() {
    content_.clear();
    cuts_.clear();
}

}  // namespace sacrum::firmware_bridge
