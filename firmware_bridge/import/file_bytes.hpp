// A whole file in memory.
#pragma once

#include <filesystem>
#include <string>

#include "domain/result.hpp"

namespace sacrum::firmware_bridge {

Result<std::string> read_bytes(const std::filesystem::path& path);

}  // namespace sacrum::firmware_bridge
