// The report as JSON, NAME_report.json: the message ExportedReport of proto/export.proto.
#pragma once

#include "sinks/export/export_formats.hpp"

namespace sacrum::sinks {

// The message as text. HDF5 and others carry it whole.
std::string report_json(const ExportedSession& exported);

Result<Written> write_report_json(const std::filesystem::path& folder, const ExportedSession& exported);

}  // namespace sacrum::sinks
