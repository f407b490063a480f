// Why a time column is no sample clock, as a sentence without the file's name; empty where it may be one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "firmware_bridge/import/csv_clock.hpp"
#include "firmware_bridge/import/csv_columns.hpp"
#include "firmware_bridge/import/csv_order.hpp"
#include "firmware_bridge/import/csv_rows.hpp"

namespace sacrum::firmware_bridge {

// Before it is looked at closely: no numbers, no increase, too coarse.
std::optional<std::string> refuse_unreadable(const CsvRows& parsed, const CsvColumns& columns, TimeStep step);
// Times beyond any session, or a leap of more than a day.
std::optional<std::string> refuse_range(const CsvClock& clock, std::span<const double> column,
                                        const std::string& name);
// Times of arrival instead of the sensor's, or a rate that changes. Neither lost samples (whole steps) nor
// rounding make a clock unsteady.
std::optional<std::string> refuse_unsteady(const CsvClock& clock, std::span<const double> column,
                                           const std::string& name);

}  // namespace sacrum::firmware_bridge
