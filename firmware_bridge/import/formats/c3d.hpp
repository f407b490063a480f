// Reads the accelerometer and gyroscope that stand among the ANALOG channels of a C3D file. A reading's time
// is its frame's; our own export says by how much it differs, and where the recording's clock began. A frame
// without any reading of the sensor is one that was lost.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "domain/recording.hpp"
#include "domain/result.hpp"
#include "firmware_bridge/import/csv_params.hpp"

namespace sacrum::firmware_bridge {

// `more`: files that may continue this one. Those are taken that our own export cut off it.
Result<Recording> parse_c3d(std::string_view bytes, std::string name, const CsvParams& params = {},
                            std::span<const std::string> more = {});
// NAME_001.c3d goes on in NAME_002.c3d beside it where that begins at the frame after its last one.
Result<Recording> read_c3d(const std::filesystem::path& file, const CsvParams& params = {});

}  // namespace sacrum::firmware_bridge
