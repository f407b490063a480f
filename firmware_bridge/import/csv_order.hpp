// Puts the rows of a file in order of time. Counters that run over are carried on; a repeated time, a time
// that runs backwards, a lone leap forward and an invalid row are dropped and counted, so that what stays is
// strictly increasing.
#pragma once

#include <cstdint>

#include "firmware_bridge/import/csv_rows.hpp"

namespace sacrum::firmware_bridge {

struct DroppedRows {
    std::int64_t duplicate = 0;
    std::int64_t reversed = 0;
    std::int64_t invalid = 0;
    [[nodiscard]] std::int64_t all() const { return duplicate + reversed + invalid; }
};

// The usual step of the time column, in its own unit; the fraction of steps that are zero.
struct TimeStep {
    double median = 0.0;
    double zero_fraction = 0.0;
};
TimeStep find_time_step(const CsvRows& rows);

// Leaves in `rows` what was not dropped; `invalid_before` of a row counts the invalid rows that stood just
// before it.
DroppedRows put_in_order(CsvRows& rows, TimeStep step);

}  // namespace sacrum::firmware_bridge
