// The rows of numbers of a file, in the file's own units and order. A row with a cell that is no finite
// number is kept as invalid, so that the place where it stood is known; a partial last row is left out.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/imu_sample.hpp"
#include "domain/long_vector.hpp"
#include "firmware_bridge/import/csv_columns.hpp"
#include "firmware_bridge/import/csv_layout.hpp"

namespace sacrum::firmware_bridge {

struct CsvRow {
    double time = 0.0;  // of the time column; the row's number where there is none
    std::array<double, kValueCount> values{};
    bool has_time = false;
    bool is_valid = false;  // time and the first six values are finite
    bool has_magnetic_field = false;
};

// All of them. Readings lie as the samples that they become, so that an hour is in memory once; until then
// their numbers are in the file's units, and their time is not set.
struct CsvRows {
    struct State {
        std::uint32_t invalid_before =
            0;  // rows dropped just before this one, set when rows are put in order
        bool has_time = false;
        bool is_valid = false;
    };
    LongVector<double> times;
    LongVector<ImuSample> readings;
    LongVector<State> states;
    bool ends_in_mid_line = false;
    std::string unreadable_time;  // the first time cell that is no number; empty when all are

    [[nodiscard]] std::size_t size() const { return times.size(); }
    void reserve(std::size_t count);
    void add(const CsvRow& row);
};

// A text part by part.
class CsvRowParser {
  public:
    CsvRowParser(const CsvLayout& layout, const CsvColumns& columns);

    // Room for as many rows as a text of so many bytes has when its lines are as long as those of `part`.
    void reserve(std::string_view part, std::size_t bytes);
    // Whole lines.
    void add(std::string_view lines);
    // The last lines: whether the text was cut shows when the last one is compared with three before it.
    CsvRows finish(std::string_view lines);

  private:
    void add_line(std::string_view line);

    CellFormat format_{};
    std::vector<std::vector<int>> roles_;  // of each column, up to the last one that matters
    bool has_time_ = false;
    CsvRows parsed_;
};

CsvRows parse_rows(std::string_view text, const CsvLayout& layout, const CsvColumns& columns);

}  // namespace sacrum::firmware_bridge
