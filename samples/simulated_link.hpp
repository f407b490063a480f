// What a link does to notifications on their way: each is lost or delayed, none overtakes another.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "samples/random.hpp"
#include "samples/simulated_device.hpp"

namespace sacrum::samples {

class SimulatedLink {
  public:
    explicit SimulatedLink(const LinkParams& params);

    // When a notification that was sent then arrives; empty: it is lost.
    std::optional<Duration> arrival_of(Duration sent);
    // The same for something that is neither lost nor delayed, as the end of the link.
    Duration not_before_last(Duration time);
    // Makes of a notification what arrives of it.
    void damage(std::vector<std::byte>& notification);

  private:
    bool is_lost();

    LinkParams params_;
    Random loss_, delay_, damage_;
    Duration last_{};
    bool in_burst_ = false;
};

}  // namespace sacrum::samples
