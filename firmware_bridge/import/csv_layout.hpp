// Where the numbers of a CSV file begin and how its cells are parted. Preamble and comment lines, a byte
// order mark, a row of units under the header and a header behind a # are taken in stride; a file without a
// header is legal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result.hpp"
#include "firmware_bridge/import/csv_text.hpp"

namespace sacrum::firmware_bridge {

//   sep=;                        preamble
//   # device 7, 100 Hz           comment
//   t;ax;ay;az;gx;gy;gz          header; unit in it or in the next row
//   0,00;0,1;0,2;9,8;0;0;0       body
struct CsvLayout {
    CellFormat format{};
    std::vector<std::string> header;  // with its unit, as "ax (g)"; empty when the file has none
    std::size_t columns = 0;
    std::size_t body_offset = 0;              // first byte after the header
    std::vector<std::string> preamble;        // lines before the header
    std::vector<std::string_view> first_row;  // cells of the first row of numbers
};

// Errors are sentences without the file's name.
Result<CsvLayout> find_layout(std::string_view text);

}  // namespace sacrum::firmware_bridge
