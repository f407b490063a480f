#include "sinks/dashboard/server/session_so_far.hpp"

#include <algorithm>

#include "sinks/dashboard/server/exchanged_message.hpp"

namespace sacrum::sinks {
namespace {

void keep(std::deque<proto::LiveMessage>& last, const proto::LiveMessage& message, std::size_t most) {
    last.push_back(message);
    if (last.size() > most) last.pop_front();
}

}  // namespace

void SessionSoFar::Device::act(const proto::LiveMessage& message) {
    actions.push_back(message);
    if (message.action().action().has_swap_sides()) exchange_sides();
    if (actions.size() <= kActions) return;
    const auto mark =
        std::ranges::find_if(actions, [](const auto& one) { return one.action().action().has_note(); });
    actions.erase(mark == actions.end() ? actions.begin() : mark);
}

void SessionSoFar::Device::exchange_sides() {
    for (auto* said : {&strides, &courses})
        for (auto& message : *said) sinks::exchange_sides(message);
    for (auto& [kind, message] : newest) sinks::exchange_sides(message);
    decltype(alerts) exchanged;
    for (auto& [place, message] : alerts) {
        sinks::exchange_sides(message);
        exchanged[{message.alert().measure(), message.alert().side()}] = std::move(message);
    }
    alerts = std::move(exchanged);
}

void SessionSoFar::add(const proto::LiveMessage& message) {
    Device& device = devices_[message.device()];
    switch (message.what_case()) {
        case proto::LiveMessage::kStride: keep(device.strides, message, kStrides); return;
        case proto::LiveMessage::kAction: device.act(message); return;
        case proto::LiveMessage::kCourse:
            keep(device.courses, message, kCourses);
            while (device.courses.front().course().end_s() < message.course().end_s() - kCoursesSeconds)
                device.courses.pop_front();
            return;
        case proto::LiveMessage::kAlert:
            device.alerts[{message.alert().measure(), message.alert().side()}] = message;
            return;
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
        for (const auto* said : {&device.actions, &device.strides, &device.courses})
            for (const auto& message : *said) *frame.add_messages() = message;
        for (const auto& placed : device.alerts) *frame.add_messages() = placed.second;
        put(proto::LiveMessage::kPose, kAfterAll);
        put(proto::LiveMessage::kEnded, proto::LiveMessage::kPose);
    }
    return frame;
}

}  // namespace sacrum::sinks
