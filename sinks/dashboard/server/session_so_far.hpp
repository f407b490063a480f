// What a viewer who comes in mid-session must be told, per device: the newest of each state, the last strides
// and what a person did. When full, forgets the oldest.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>

#include "proto/page.pb.h"

namespace sacrum::sinks {

class SessionSoFar {
  public:
    static constexpr std::size_t kStrides = 600;  // three minutes of running have about 500
    static constexpr std::size_t kActions = 100;

    void add(const proto::LiveMessage& message);
    // As a snapshot, in the order in which a viewer would have heard it.
    [[nodiscard]] proto::PageFrame frame() const;

  private:
    struct Device {
        std::map<int, proto::LiveMessage> newest;  // by kind of message
        std::deque<proto::LiveMessage> strides, actions;
    };
    std::map<std::uint32_t, Device> devices_;
};

}  // namespace sacrum::sinks
