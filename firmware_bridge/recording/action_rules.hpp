// What a person's action may hold, wherever it comes from: a page, a file of stages, a recording.
#pragma once

#include "domain/result.hpp"
#include "proto/action.pb.h"

namespace sacrum::firmware_bridge {

constexpr double kShortestCalibration_s = 2.0;
constexpr double kLongestCalibration_s = 30.0;

// Fails where a text is too long, a number is out of range, or nothing is asked for.
Result<void> check_action(const proto::Action& action);

}  // namespace sacrum::firmware_bridge
