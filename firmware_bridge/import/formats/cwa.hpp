// Reads a recording of an Axivity AX6 (.cwa): blocks of 512 bytes, each with a check sum and one time stamp.
// A damaged block is left out and leaves a gap. The sampling rate of the sensor is not exactly the one that
// was set, so times follow the time stamps. An AX3 has no gyroscope and is refused.
#pragma once

#include <string>
#include <string_view>

#include "domain/recording.hpp"
#include "domain/result.hpp"
#include "firmware_bridge/import/csv_params.hpp"

namespace sacrum::firmware_bridge {

bool is_cwa(std::string_view start);
Result<Recording> parse_cwa(std::string_view bytes, std::string name, const CsvParams& params = {});

}  // namespace sacrum::firmware_bridge
