// From rows of numbers in a file's own units to a recording: clock, units, order, gaps. Every importer ends
// here, so what is refused and what is counted is the same for all formats.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "domain/recording.hpp"
#include "domain/result.hpp"
#include "firmware_bridge/import/csv_columns.hpp"
#include "firmware_bridge/import/csv_params.hpp"
#include "firmware_bridge/import/csv_rows.hpp"

namespace sacrum::firmware_bridge {

// `preamble`: lines of the file in which a sample rate may stand. Errors are sentences without the file's
// name.
Result<Recording> recording_from_rows(CsvRows parsed, const CsvColumns& columns, const CsvParams& params,
                                      std::span<const std::string> preamble = {});

// The recording with its name, or the error with the file's name in front.
Result<Recording> named(Result<Recording> read, const std::string& source, std::string name);
inline Result<Recording> named(Result<Recording> read, const std::string& name) {
    return named(std::move(read), name, name);
}

}  // namespace sacrum::firmware_bridge
