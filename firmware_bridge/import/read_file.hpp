// A recording from any file that is understood. What a file is, its content says; its name does not matter.
// docs/importing.md lists the formats.
#pragma once

#include <filesystem>

#include "domain/recording.hpp"
#include "domain/result.hpp"
#include "firmware_bridge/import/csv_params.hpp"

namespace sacrum::firmware_bridge {

enum class FileFormat { sacrum, csv, bids_motion, hdf5, cwa, xdf, fit, c3d };

struct RecognisedFile {
    FileFormat format = FileFormat::csv;
    std::filesystem::path file;  // within the folder, where a folder was named
};

// A folder is a BIDS dataset with one motion recording, or what x-IMU3 software writes. Text of any kind is
// taken for CSV; the reader says what is wrong with it.
Result<RecognisedFile> recognise_file(const std::filesystem::path& path);

// The mounting is the file's own, else the one that NAME.json beside it declares. Columns that are named
// where a file needs none are said to be left alone.
Result<Recording> read_file(const RecognisedFile& recognised, const CsvParams& params = {});
Result<Recording> read_file(const std::filesystem::path& path, const CsvParams& params = {});

}  // namespace sacrum::firmware_bridge
