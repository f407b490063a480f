// By what a recording is recognised when it comes again: 128 bits of XXH3, in hexadecimal. Two that differ
// get the same by chance only; it does not withstand somebody who forges recordings.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "domain/result.hpp"
#include "proto/report.pb.h"

namespace sacrum::sinks {

Result<std::string> digest_of_file(const std::filesystem::path& file);

std::string digest_of_text(std::string_view text);

// Of when its strides were, so that a recording and its report.json have the same.
std::string digest_of_strides(const proto::SessionReport& report);

}  // namespace sacrum::sinks
