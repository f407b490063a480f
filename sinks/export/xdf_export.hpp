// One XDF file, NAME.xdf, with three streams as LabRecorder would have written them: the readings, the
// angles, and contacts and marks as text. Every sample has its own time stamp, which is the recording's own
// time.
#pragma once

#include "sinks/export/export_formats.hpp"

namespace sacrum::sinks {

Result<Written> write_xdf(const std::filesystem::path& folder, const ExportedSession& exported);

}  // namespace sacrum::sinks
