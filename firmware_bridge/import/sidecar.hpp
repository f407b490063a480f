// The JSON file beside a recording. Its field "mount" is the declared mounting; without the file or the field
// there is none. Other fields are not looked at.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "domain/mounting.hpp"
#include "domain/result.hpp"

namespace sacrum::firmware_bridge {

// `file` is the name used in errors.
Result<std::optional<DeclaredMounting>> parse_sidecar(std::string_view json, const std::string& file);
Result<std::optional<DeclaredMounting>> read_sidecar(const std::filesystem::path& path);

}  // namespace sacrum::firmware_bridge
