// Lines of numbers from a hobby device: `t,ax,ay,az,gx,gy,gz`, parted by comma, semicolon, tab or blanks.
// A header line says columns and units; without one there are 6 or 7 numbers (9 or 10 with a magnetometer).
// Units that are neither declared nor in the header are read off the first rows; until they are clear nothing
// is said, and rows that do not fit the memory for waiting are skipped bytes.
#pragma once

#include <memory>
#include <optional>

#include "firmware_bridge/import/csv_params.hpp"
#include "firmware_bridge/protocol/decoder.hpp"

namespace sacrum::firmware_bridge {

struct CsvLineUnits {
    std::optional<TimeUnit> time{};
    std::optional<SpecificForceUnit> specific_force{};
    std::optional<AngularRateUnitName> angular_rate{};
};

// Ticks are nanoseconds whatever the unit; a 32-bit count of milli- or microseconds is unwrapped. Its clock()
// is known with the first sample. The description says which units were taken. No checksum: a damaged digit
// passes unless it makes a value beyond ±16 g or ±2000 deg/s.
std::unique_ptr<Decoder> make_csv_line_decoder(const CsvLineUnits& declared = {});

}  // namespace sacrum::firmware_bridge
