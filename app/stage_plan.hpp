// The stages of a protocol from a file: TOML with a [[stage]] each, of name, duration_s and, where they are
// known, speed_m_per_s and incline_percent. What cannot be a plan is an error with its line.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result.hpp"
#include "firmware_bridge/recording/recording_entry.hpp"
#include "proto/action.pb.h"

namespace sacrum::app {

// `file` is the name used in errors.
Result<std::vector<proto::BeginStage>> parse_stage_plan(std::string_view text, const std::string& file);
Result<std::vector<proto::BeginStage>> read_stage_plan(const std::filesystem::path& path);

// What is to be done when, from the session's start on: each stage begins when the one before is over, and
// the last one ends.
std::vector<firmware_bridge::PersonAction> actions_of(const std::vector<proto::BeginStage>& plan);

}  // namespace sacrum::app
