// In which units the accelerometer and gyroscope columns are: as declared, as the header says, or as physics
// says. What the data contradict is refused; what they leave open is assumed and said so. docs/csv.md has the
// rules.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "domain/result.hpp"
#include "firmware_bridge/import/csv_clock.hpp"
#include "firmware_bridge/import/csv_columns.hpp"
#include "firmware_bridge/import/csv_rows.hpp"

namespace sacrum::firmware_bridge {

struct CsvUnits {
    SpecificForceUnit specific_force = SpecificForceUnit::m_per_s2;
    AngularRateUnitName angular_rate = AngularRateUnitName::rad_per_s;
    std::vector<std::string> assumptions;
};

// `rows` in order, as `clock` left them. Errors are sentences without the file's name.
Result<CsvUnits> find_units(std::span<const ImuSample> readings, const CsvClock& clock,
                            const CsvColumns& columns, const CsvParams& params);

}  // namespace sacrum::firmware_bridge
