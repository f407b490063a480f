// Alerts, baselines and the state of feedback for other programs and devices: a lamp, a sound patch, a game.
//
//     udp://host:port   a datagram each, the line of JSON that stdout would have
//     osc://host:port   a datagram each, an OSC 1.0 message (docs/feedback.md lists the addresses)
//
// Nothing is waited for: what the network does not take at once is dropped, and that nobody listens is no
// fault.
#pragma once

#include <memory>
#include <string_view>

#include "domain/result.hpp"
#include "proto/live.pb.h"

namespace sacrum::sinks {

// Whether it is what these outputs are for.
bool is_for_alerts(const proto::LiveMessage& message);

class AlertOutput {
  public:
    virtual ~AlertOutput() = default;
    // A message that is for alerts.
    virtual void say(const proto::LiveMessage& message) = 0;
};

// Fails where the address cannot be read, or names no host that can be found.
Result<std::unique_ptr<AlertOutput>> open_alert_output(std::string_view address);

}  // namespace sacrum::sinks
