// What a .sacrum file says of where it comes from: device, date. Other files say nothing of it.
#pragma once

#include <filesystem>

#include "domain/result.hpp"
#include "sinks/export/exported_session.hpp"

namespace sacrum::app {

Result<sinks::RecordingOrigin> read_recording_origin(const std::filesystem::path& file);

}  // namespace sacrum::app
