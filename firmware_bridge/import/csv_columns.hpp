// Which column is what, from what a person said, from the header's spelling, or, without a header, from the
// number of columns. Columns from which gravity was removed are never taken for an accelerometer.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "domain/result.hpp"
#include "firmware_bridge/import/csv_layout.hpp"
#include "firmware_bridge/import/csv_params.hpp"
#include "firmware_bridge/import/csv_vendor.hpp"

namespace sacrum::firmware_bridge {

struct CsvColumns {
    std::optional<std::size_t> time;                               // absent: the rows are counted
    std::array<std::optional<std::size_t>, kValueCount> values{};  // the first six are there
    [[nodiscard]] bool has_magnetic_field() const { return values[kMagneticField].has_value(); }

    // Units that the header names.
    std::optional<TimeUnit> time_unit{};
    std::optional<SpecificForceUnit> specific_force_unit{};
    std::optional<AngularRateUnitName> angular_rate_unit{};

    bool is_sample_time_fine = false;   // Xsens: µs or 0.1 ms, which its step tells
    std::optional<CsvVendor> vendor{};  // whose units are usual where the header names none

    // As the file calls them, for sentences.
    std::string time_name;
    std::string force_names;
    std::string rate_names;

    std::vector<std::string> assumptions;
};

// Errors are sentences without the file's name.
Result<CsvColumns> find_columns(const CsvLayout& layout, const CsvParams& params);

}  // namespace sacrum::firmware_bridge
