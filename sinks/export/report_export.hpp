// The report as JSON, NAME_report.json: the message ExportedReport of proto/export.proto.
#pragma once

#include "sinks/export/export_formats.hpp"

namespace sacrum::sinks {

// The message as text without its strides, for a format that has them in a table of their own.
std::string report_without_strides_json(const ExportedSession& exported);

// The same text into a file, a stride at a time.
Result<void> write_report_file(const std::filesystem::path& path, const ExportedSession& exported);

Result<Written> write_report_json(const std::filesystem::path& folder, const ExportedSession& exported);

}  // namespace sacrum::sinks
