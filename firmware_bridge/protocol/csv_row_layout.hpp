// Which cell of a CSV line is what, from a header line, or from the number of cells where none came.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "firmware_bridge/import/csv_params.hpp"

namespace sacrum::firmware_bridge {

inline constexpr std::size_t kMostCells = 24;

struct CsvRowLayout {
    std::size_t cells = 0;
    std::optional<std::size_t> time{};
    std::optional<std::size_t> counter{};
    std::array<std::optional<std::size_t>, kValueCount> values{};  // the first six are there
    std::optional<TimeUnit> time_unit{};
    std::optional<SpecificForceUnit> specific_force_unit{};
    std::optional<AngularRateUnitName> angular_rate_unit{};

    [[nodiscard]] bool has_magnetic_field() const { return values[kValueCount - 1].has_value(); }
};

// Nothing when an accelerometer (gravity included) or a gyroscope is not among the columns.
std::optional<CsvRowLayout> layout_of_header(std::span<const std::string_view> cells);

// [t] ax ay az gx gy gz [mx my mz]; nothing for other numbers of cells.
std::optional<CsvRowLayout> layout_of_count(std::size_t cells);

}  // namespace sacrum::firmware_bridge
