// Which ANALOG channels of a C3D file are the inertial sensor, by their labels: "Acc_X" and "Gyr_X",
// "Trigno 3.ACCX3" and "Trigno 3.GYROX3"; their units as the file says them.
#pragma once

#include <string>
#include <vector>

#include "domain/result.hpp"
#include "firmware_bridge/import/csv_columns.hpp"
#include "firmware_bridge/import/csv_params.hpp"
#include "firmware_bridge/import/formats/c3d_file.hpp"

namespace sacrum::firmware_bridge {

// `labels`: of the ANALOG channels. Errors are sentences without the file's name.
Result<CsvColumns> find_c3d_columns(const C3dFile& file, const std::vector<std::string>& labels,
                                    const CsvParams& params);

}  // namespace sacrum::firmware_bridge
