// What a person chose to be told: rules checked and with every default filled in.
#pragma once

#include <string_view>

#include "domain/result.hpp"
#include "proto/config.pb.h"

namespace sacrum::sinks {

// The same rules and phases, with what they leave to the program written down. Fails with a sentence on what
// cannot be meant: a measure that is not there, an empty band, two rules for one measure and side.
Result<proto::FeedbackConfiguration> complete_feedback(const proto::FeedbackConfiguration& chosen);

// The short form: "drop>8", "left drop>8", "cadence=165..175", "drop" (against the person's baseline).
Result<proto::AlertRule> parse_alert_rule(std::string_view text);

// Whether a band has room between its ends; ends that are not given leave it open.
bool is_band(bool has_low, double low, bool has_high, double high);

}  // namespace sacrum::sinks
