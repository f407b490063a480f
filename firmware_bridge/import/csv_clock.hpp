// From a time or counter column to seconds on the file's own clock and sample numbers. Lost samples show as
// steps of more than one sample interval. A column that cannot be a sample clock is refused.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result.hpp"
#include "firmware_bridge/import/csv_columns.hpp"
#include "firmware_bridge/import/csv_order.hpp"
#include "firmware_bridge/import/csv_rows.hpp"
#include "firmware_bridge/import/uniform_clock.hpp"

namespace sacrum::firmware_bridge {

struct CsvClock {
    UniformClock uniform;         // times and interval in the column's unit
    double seconds_per_tick = 0;  // of that unit
    [[nodiscard]] double interval_s() const { return uniform.interval * seconds_per_tick; }
    DroppedRows dropped;
    std::vector<std::string> assumptions;
};

// Drops from `parsed` the rows that are not in order or not valid. Errors are sentences without the file's
// name. `preamble`: lines of the file in which the rate may stand.
Result<CsvClock> find_clock(CsvRows& parsed, std::span<const std::string> preamble, const CsvColumns& columns,
                            const CsvParams& params);

}  // namespace sacrum::firmware_bridge
