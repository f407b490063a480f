// Reads a recording from an HDF5 file: our own layout, or that of APDM (Opal), of which the lumbar sensor is
// taken. hdf5_content.hpp shows both layouts.
#pragma once

#include <string>
#include <string_view>

#include "domain/recording.hpp"
#include "domain/result.hpp"
#include "firmware_bridge/import/csv_params.hpp"

namespace sacrum::firmware_bridge {

Result<Recording> parse_hdf5(std::string_view bytes, std::string name, const CsvParams& params = {});

}  // namespace sacrum::firmware_bridge
