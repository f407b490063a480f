// The formats that a session can be exported to, each by its name on the command line. Adding one is a line
// in export_formats.cpp.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "domain/result.hpp"
#include "sinks/export/exported_session.hpp"

namespace sacrum::sinks {

// What was written, a file or the folder of a data set each.
using Written = std::vector<std::filesystem::path>;

struct ExportFormat {
    std::string_view name;
    std::string_view holds;  // for people, one line
    // Into the folder, which is there, under names that begin with the recording's. Each file appears when it
    // is whole; memory does not grow with the recording.
    Result<Written> (*write)(const std::filesystem::path& folder, const ExportedSession& exported);
};

std::span<const ExportFormat> export_formats();
const ExportFormat* format_by_name(std::string_view name);

}  // namespace sacrum::sinks
