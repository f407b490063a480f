// Reads the stream of an accelerometer and a gyroscope out of an XDF file. Columns and units are those of the
// stream's description; a stream that describes nothing is refused unless a person names its channels. Times
// are the stream's own: clock offsets to other computers are not applied, and nothing is smoothed.
#pragma once

#include <string>
#include <string_view>

#include "domain/recording.hpp"
#include "domain/result.hpp"
#include "firmware_bridge/import/csv_params.hpp"

namespace sacrum::firmware_bridge {

Result<Recording> parse_xdf(std::string_view bytes, std::string name, const CsvParams& params = {});

}  // namespace sacrum::firmware_bridge
