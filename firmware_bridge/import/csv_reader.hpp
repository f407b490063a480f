// Reads a recording from a CSV file. Columns, units and clock are declared, named by the header or guessed;
// each guess is a sentence in Recording::assumptions, and one that the data contradict is an error. Nothing
// is interpolated: lost samples stay lost and are counted. docs/csv.md says what is read, guessed and
// refused.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "domain/recording.hpp"
#include "domain/result.hpp"
#include "firmware_bridge/import/csv_params.hpp"

namespace sacrum::firmware_bridge {

// The recording is named after the file, without .imu.csv or its extension. NAME.json beside it may declare
// the mounting.
Result<Recording> read_csv(const std::filesystem::path& path, const CsvParams& params = {});

// The same on the file's bytes, without a mounting; `name` also opens the sentence of an error.
Result<Recording> parse_csv(std::string_view text, std::string name, const CsvParams& params = {});

}  // namespace sacrum::firmware_bridge
