#include "sinks/dashboard/server/frame_queue.hpp"

#include <catch2/catch.hpp>

using namespace sacrum::sinks;

namespace {

FrameQueue::Frame frame(const char* content) { return std::make_shared<const std::string>(content); }
const auto kNoSnapshot = []() -> FrameQueue::Frame { throw std::logic_error("no snapshot is due"); };

}  // namespace

TEST_CASE("frames leave in the order in which they came") {
    FrameQueue queue;
    queue.push(frame("1"));
    queue.push(frame("2"));
    CHECK(*queue.pop(kNoSnapshot) == "1");
    CHECK(*queue.pop(kNoSnapshot) == "2");
    CHECK(queue.pop(kNoSnapshot) == nullptr);
    CHECK(queue.lost() == 0);
}

TEST_CASE("a viewer who is too slow loses what waits, counted, and is sent a snapshot instead") {
    FrameQueue queue;
    for (std::size_t n = 0; n <= FrameQueue::kMost; ++n) queue.push(frame("old"));
    CHECK(queue.lost() == FrameQueue::kMost + 1);
    queue.push(frame("in the snapshot"));
    CHECK(queue.lost() == FrameQueue::kMost + 2);
    CHECK_FALSE(queue.is_empty());
    CHECK(*queue.pop([] { return frame("snapshot"); }) == "snapshot");
    CHECK(queue.is_empty());
    queue.push(frame("new"));
    CHECK(*queue.pop(kNoSnapshot) == "new");
}
