// The NAME under which a recording's results are written: its file's name without ".imu.csv", or without its
// extension.
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "domain/result.hpp"

namespace sacrum::app {

std::string recording_name(const std::filesystem::path& file);

// Two files of one name would overwrite each other's results.
Result<void> check_names_differ(std::span<const std::filesystem::path> files);

}  // namespace sacrum::app
