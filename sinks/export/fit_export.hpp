// An activity for sports software, NAME.fit: each second the running dynamics of the last strides, with the
// pelvic measures as developer fields.
#pragma once

#include "sinks/export/export_formats.hpp"

namespace sacrum::sinks {

Result<Written> write_fit(const std::filesystem::path& folder, const ExportedSession& exported);

}  // namespace sacrum::sinks
