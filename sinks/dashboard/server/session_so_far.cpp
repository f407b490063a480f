#include "sinks/dashboard/server/session_so_far.hpp"

namespace sacrum::sinks {
namespace {

void keep(std::deque<proto::LiveMessage>& last, const proto::LiveMessage& message, std::size_t most) {
    last.push_back(message);
    if (last.size() > most) last.pop_front();
}

}  // namespace

void SessionSoFar::add(const proto::LiveMessage& message) {
    Device& device = devices_[message.device()];
    switch (message.what_case()) {
        case proto::LiveMessage::kStride: keep(device.strides, message, kStrides); return;
        case proto::LiveMessage::kMark: keep(device.marks, message, kMarks); return;
        case proto::LiveMessage::kStarted:
        case proto::LiveMessage::kDescribed:
        case proto::LiveMessage::kLink:
        case proto::LiveMessage::kRate:
        case proto::LiveMessage::kBattery:
        case proto::LiveMessage::kPose:
        case proto::LiveMessage::kHealth:
        case proto::LiveMessage::kCalibration:
        case proto::LiveMessage::kBaseline:
        case proto::LiveMessage::kFeedback:
        case proto::LiveMessage::kFirstCourses:
        case proto::LiveMessage::kMounting:
        case proto::LiveMessage::kReport:
        case proto::LiveMessage::kEnded: device.newest[message.what_case()] = message; return;
        // Moments that have passed.
        case proto::LiveMessage::kGap:
        case proto::LiveMessage::kContact:
        case proto::LiveMessage::kEvent:
        case proto::LiveMessage::kTurn:
        case proto::LiveMessage::kAction:
        case proto::LiveMessage::kAlert:
        case proto::LiveMessage::kCourse:
        case proto::LiveMessage::WHAT_NOT_SET: return;
    }
}

proto::PageFrame SessionSoFar::frame() const {
    proto::PageFrame frame;
    frame.set_is_snapshot(true);
    for (const auto& numbered : devices_) {
        const Device& device = numbered.second;
        // Field numbers grow from the start over the states to the end, the order of a session.
        const auto put = [&](int from, int to) {
            for (auto at = device.newest.lower_bound(from); at != device.newest.end() && at->first < to; ++at)
                *frame.add_messages() = at->second;
        };
        constexpr int kAfterAll = 1000;
        put(0, proto::LiveMessage::kEnded);
        for (const auto& mark : device.marks) *frame.add_messages() = mark;
        for (const auto& stride : device.strides) *frame.add_messages() = stride;
        put(proto::LiveMessage::kPose, kAfterAll);
        put(proto::LiveMessage::kEnded, proto::LiveMessage::kPose);
    }
    return frame;
}

}  // namespace sacrum::sinks
