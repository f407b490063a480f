// The time of what arrives: this machine's clock since the session began, which nobody sets and which goes on
// while the machine sleeps, as the device's does. One per session, handed to each transport.
#pragma once

#include <ctime>

#include "firmware_bridge/arrival.hpp"

namespace sacrum::firmware_bridge {

class ArrivalClock {
  public:
    ArrivalTime now() const { return since_boot() - began_; }

  private:
    static Duration since_boot() {
        // std::chrono::steady_clock stands still in sleep.
        timespec time{};
        ::clock_gettime(CLOCK_BOOTTIME, &time);
        return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
    }
    Duration began_ = since_boot();
};

}  // namespace sacrum::firmware_bridge
