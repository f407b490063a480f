// What waits to be sent to one viewer. When full, everything that waits is dropped and counted, and a
// snapshot of the session is due instead: a slow viewer misses motion, not figures.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <utility>

namespace sacrum::sinks {

class FrameQueue {
  public:
    using Frame = std::shared_ptr<const std::string>;
    static constexpr std::size_t kMost = 8;  // a quarter of a second

    void push(Frame frame) {
        if (needs_snapshot_) {
            ++lost_;  // the snapshot will hold it
            return;
        }
        waiting_.push_back(std::move(frame));
        if (waiting_.size() <= kMost) return;
        lost_ += std::uint32_t(waiting_.size());
        waiting_.clear();
        needs_snapshot_ = true;
    }

    // The next to send; null when nothing waits. `snapshot` is asked only where one is due.
    template <class MakeSnapshot>
    Frame pop(const MakeSnapshot& snapshot) {
        if (std::exchange(needs_snapshot_, false)) return snapshot();
        if (waiting_.empty()) return nullptr;
        Frame next = std::move(waiting_.front());
        waiting_.pop_front();
        return next;
    }

    // A viewer who has just come is told the session so far first.
    void ask_for_snapshot() { needs_snapshot_ = true; }
    [[nodiscard]] bool is_empty() const { return waiting_.empty() && !needs_snapshot_; }
    [[nodiscard]] std::uint32_t lost() const { return lost_; }

  private:
    std::deque<Frame> waiting_;
    std::uint32_t lost_ = 0;
    bool needs_snapshot_ = false;
};

}  // namespace sacrum::sinks
