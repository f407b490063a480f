// A configuration file: TOML whose tables and keys are the fields of proto/config.proto. A key that is not
// there, or a value of the wrong kind, is an error with its line.
#pragma once

#include <filesystem>

#include "domain/result.hpp"
#include "proto/config.pb.h"

namespace sacrum::app {

Result<proto::Configuration> read_configuration_file(const std::filesystem::path& path);

}  // namespace sacrum::app
