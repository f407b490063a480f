// What a viewer who comes in mid-session must be told, per device: the newest of each state, the last strides
// and their courses, and what a person did. When full, forgets the oldest. What was said before sides were
// exchanged is kept exchanged, as a page that was there shows it.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <utility>

#include "proto/page.pb.h"

namespace sacrum::sinks {

class SessionSoFar {
  public:
    static constexpr std::size_t kStrides = 600;  // three minutes of running have about 500
    static constexpr std::size_t kActions = 200;  // of these the marks are forgotten first
    static constexpr double kCoursesSeconds = 60.0;
    static constexpr std::size_t kCourses = 400;

    void add(const proto::LiveMessage& message);
    // As a snapshot, in an order in which a viewer could have heard it: what a person did stands before what
    // sides are told of.
    [[nodiscard]] proto::PageFrame frame() const;

  private:
    struct Device {
        std::map<int, proto::LiveMessage> newest;                  // by kind of message
        std::map<std::pair<int, int>, proto::LiveMessage> alerts;  // the newest by measure and side
        std::deque<proto::LiveMessage> strides, courses, actions;
        void act(const proto::LiveMessage& message);
        void exchange_sides();
    };
    std::map<std::uint32_t, Device> devices_;
};

}  // namespace sacrum::sinks
