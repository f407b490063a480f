// What a person did in a recording, as the analysis and the report need it, from its entries.
#pragma once

#include <cstddef>
#include <optional>

#include "domain/session_actions.hpp"
#include "proto/action.pb.h"

namespace sacrum::firmware_bridge {

class ActionCollector {
  public:
    // `time`: empty before the first sample; `samples`: how many have come.
    void take(const proto::Action& action, std::optional<SessionTime> time, std::size_t samples);
    [[nodiscard]] const SessionActions& actions() const { return actions_; }

  private:
    void end_stage(std::optional<SessionTime> time);

    SessionActions actions_;
    bool is_in_stage_ = false;
};

}  // namespace sacrum::firmware_bridge
