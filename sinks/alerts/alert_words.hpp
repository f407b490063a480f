// Alerts, baseline and feedback as a line each, for people who read along.
#pragma once

#include <string>

#include "proto/live.pb.h"

namespace sacrum::sinks {

std::string alert_words(const proto::Alert& alert);
std::string alert_words(const proto::Baseline& baseline);
std::string alert_words(const proto::FeedbackState& state);

}  // namespace sacrum::sinks
