// The channels of a BIDS motion table, as the file beside it lists them, and which of them are the sensor.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result.hpp"
#include "firmware_bridge/import/csv_columns.hpp"
#include "firmware_bridge/import/csv_params.hpp"

namespace sacrum::firmware_bridge {

struct BidsChannel {
    std::string name;
    std::string type;  // letters only, "accel"
    std::string tracked_point;
    std::string units;
    std::optional<std::size_t> axis;
};

// Errors are sentences without the file's name.
Result<std::vector<BidsChannel>> read_bids_channels(std::string_view text);
// The tracked point with an accelerometer and a gyroscope; LATENCY is the time.
Result<CsvColumns> find_bids_columns(const std::vector<BidsChannel>& channels, const CsvParams& params);

}  // namespace sacrum::firmware_bridge
