// The three streams of an exported XDF file and what their headers say: channels, units, frames, signs.
#pragma once

#include <string>

#include "sinks/export/exported_session.hpp"

namespace sacrum::sinks {

enum XdfStream : std::uint32_t { kXdfReadings = 1, kXdfAngles = 2, kXdfMarkers = 3 };

// All that stands before the first samples.
void append_xdf_headers(std::string& bytes, const ExportedSession& exported);

}  // namespace sacrum::sinks
