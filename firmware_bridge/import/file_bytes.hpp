// A whole file in memory.
#pragma once

#include <filesystem>

#include "domain/long_vector.hpp"
#include "domain/result.hpp"

namespace sacrum::firmware_bridge {

Result<LongText> read_bytes(const std::filesystem::path& path);

}  // namespace sacrum::firmware_bridge
