// Whose program wrote a CSV file, as far as its header tells, and what that program leaves unsaid: the unit
// of its gyroscope, and which of its settings or files holds the readings where this one does not.
#pragma once

#include <optional>
#include <string_view>

#include "firmware_bridge/import/csv_layout.hpp"
#include "firmware_bridge/import/csv_params.hpp"

namespace sacrum::firmware_bridge {

struct CsvVendor {
    std::string_view name;
    std::optional<AngularRateUnitName> angular_rate{};  // where its header names none
    std::string_view remedy;                            // where accelerometer or gyroscope is not in the file
};

std::optional<CsvVendor> find_vendor(const CsvLayout& layout);

}  // namespace sacrum::firmware_bridge
