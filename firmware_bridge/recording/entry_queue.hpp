// Entries on their way to the disk, encoded and cut into contents of chunks. Bounded: what does not fit is
// counted, and the loss stands in the queue as an entry before the next one that fits. Not synchronised.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "firmware_bridge/recording/entry_code.hpp"

namespace sacrum::firmware_bridge {

class EntryQueue {
  public:
    explicit EntryQueue(std::size_t largest_bytes);

    // True when a chunk became complete: 250 ms of arrivals or 64 KiB.
    bool append(const RecordingEntry& entry);
    // Past the bound, after a loss not yet said: the end of a recording.
    void append_end(const RecordingEnd& end);

    [[nodiscard]] bool is_empty() const { return cuts_.empty(); }
    [[nodiscard]] std::uint64_t lost_entries() const { return lost_entries_; }
    [[nodiscard]] ArrivalTime last_time() const { return last_time_; }

    // The chunks of a batch, oldest first.
    [[nodiscard]] std::size_t chunks() const { return cuts_.size(); }
    [[nodiscard]] std::string_view chunk(std::size_t i) const;
    [[nodiscard]] ArrivalTime chunk_time(std::size_t i) const { return cuts_[i].time; }

    // Moves all chunks to `batch`, whose storage is used again.
    void hand_over(EntryQueue& batch);
    void clear();

  private:
    struct Cut {
        std::size_t start = 0;
        ArrivalTime time{};
    };

    bool cut_for(ArrivalTime time, std::size_t bytes);
    void say_loss();

    std::size_t largest_bytes_;
    EntryEncoder encoder_;
    std::string content_;
    std::string entry_;
    std::vector<Cut> cuts_;
    RecordingLoss loss_;  // not yet said
    std::uint64_t lost_entries_ = 0;
    ArrivalTime last_time_{};
};

}  // namespace sacrum::firmware_bridge
