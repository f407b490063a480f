// The time of what arrives: this machine's steady clock since the session began. One per session, handed to
// each transport.
#pragma once

#include <chrono>

#include "firmware_bridge/arrival.hpp"

namespace sacrum::firmware_bridge {

class ArrivalClock {
  public:
    ArrivalTime now() const { return std::chrono::steady_clock::now() - began_; }

  private:
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

}  // namespace sacrum::firmware_bridge
