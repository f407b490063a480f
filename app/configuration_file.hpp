// A configuration file: TOML whose tables and keys are the fields of proto/config.proto. A key that is not
// there, or a value of the wrong kind, is an error with its line.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "domain/result.hpp"
#include "proto/config.pb.h"

namespace sacrum::app {

// `file` is the name used in errors.
Result<proto::Configuration> parse_configuration(std::string_view text, const std::string& file);
Result<proto::Configuration> read_configuration_file(const std::filesystem::path& path);

}  // namespace sacrum::app
