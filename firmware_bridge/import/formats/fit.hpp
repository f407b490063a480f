// Reads the raw accelerometer and gyroscope that some Garmin devices write into a FIT file. Readings of the
// two are paired where their times agree within half a sample interval; nothing is interpolated.
#pragma once

#include <string>
#include <string_view>

#include "domain/recording.hpp"
#include "domain/result.hpp"
#include "firmware_bridge/import/csv_params.hpp"

namespace sacrum::firmware_bridge {

Result<Recording> parse_fit(std::string_view bytes, std::string name, const CsvParams& params = {});

}  // namespace sacrum::firmware_bridge
