// A report.json as `sacrum analyze` writes it; fields that a later version added are passed over. A file that
// is none is refused, and one with numbers that no session has.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "domain/result.hpp"
#include "proto/report.pb.h"

namespace sacrum::sinks {

// `file` is the name used in errors.
Result<proto::SessionReport> parse_report(std::string_view text, const std::string& file);
Result<proto::SessionReport> read_report(const std::filesystem::path& file);

}  // namespace sacrum::sinks
