#include "firmware_bridge/import/read_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>

#include "firmware_bridge/import/csv_reader.hpp"
#include "firmware_bridge/import/csv_text.hpp"
#include "firmware_bridge/import/file_bytes.hpp"
#include "firmware_bridge/import/formats/bids_motion.hpp"
#include "firmware_bridge/import/formats/c3d.hpp"
#include "firmware_bridge/import/formats/c3d_parameters.hpp"
#include "firmware_bridge/import/formats/cwa.hpp"
#include "firmware_bridge/import/formats/fit.hpp"
#include "firmware_bridge/import/formats/fit_messages.hpp"
#include "firmware_bridge/import/formats/hdf5.hpp"
#include "firmware_bridge/import/formats/hdf5_content.hpp"
#include "firmware_bridge/import/formats/xdf.hpp"
#include "firmware_bridge/import/formats/xdf_chunks.hpp"
#include "firmware_bridge/import/sidecar.hpp"
#include "firmware_bridge/protocol/detect_protocol.hpp"
#include "firmware_bridge/recording/chunk.hpp"
#include "firmware_bridge/recording/read_recording.hpp"

namespace sacrum::firmware_bridge {
namespace {

namespace fs = std::filesystem;

// Files that people try, and what to do with them.
struct Stranger {
    std::string_view begin;
    std::string_view what;
};
constexpr std::array<Stranger, 6> kStrangers = {{
    {"PK\x03\x04", "is a ZIP archive (or a spreadsheet); unpack it, or save the table as CSV"},
    {"\x1f\x8b", "is compressed with gzip; unpack it"},
    {"MATLAB 5.0", "is a MATLAB file; save it as HDF5 or CSV, as docs/importing.md shows"},
    {"PAR1", "is a Parquet file; save it as CSV"},
    {"\x89MCAP", "is an MCAP file; export the sensor's topic as CSV"},
    {"SQLite format 3", "is a database; export the sensor's table as CSV"},
}};

std::string start_of(const fs::path& file) {
    std::string start(4096, '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.read(start.data(), std::streamsize(start.size()));
    start.resize(std::size_t(stream.gcount()));
    return start;
}

tl::unexpected<Error> refuse(const fs::path& path, std::string_view finding) {
    return fail(ErrorKind::input, path.filename().string() + ": " + std::string(finding));
}

Result<RecognisedFile> recognise_folder(const fs::path& folder) {
    const fs::path inertial = folder / "Inertial.csv";
    std::error_code error;
    if (fs::exists(inertial, error)) return RecognisedFile{FileFormat::csv, inertial};
    const auto motions = bids_motion_files(folder);
    if (motions.size() == 1) return RecognisedFile{FileFormat::bids_motion, motions.front()};
    std::vector<std::string> names;
    for (const fs::path& motion : motions) names.push_back(motion.filename().string());
    // "runs/" is called runs.
    const fs::path shown = folder.has_filename() ? folder : folder.parent_path();
    if (names.empty())
        return refuse(shown,
                      "is a folder in which neither BIDS motion (…_motion.tsv with its …_channels.tsv) nor "
                      "an Inertial.csv was found; name the files in it");
    return refuse(shown, "holds several recordings (" + listed(names, 4) + "); name one of them");
}

FileFormat format_of(const std::string& start, const fs::path& file) {
    if (start.starts_with(kChunkMagic)) return FileFormat::sacrum;
    if (is_hdf5(start)) return FileFormat::hdf5;
    if (is_cwa(start)) return FileFormat::cwa;
    if (is_xdf(start)) return FileFormat::xdf;
    if (is_fit(start)) return FileFormat::fit;
    if (is_c3d(start)) return FileFormat::c3d;
    return is_bids_motion(file) ? FileFormat::bids_motion : FileFormat::csv;
}

bool names_columns(const CsvParams& params) {
    const auto& values = params.values;
    return params.time || params.ignores_time ||
           std::any_of(values.begin(), values.end(), [](const auto& name) { return name.has_value(); });
}

Result<Recording> read_bytes_of(const RecognisedFile& recognised, const CsvParams& params) {
    const fs::path& file = recognised.file;
    if (recognised.format == FileFormat::c3d) return read_c3d(file, params);
    const auto bytes = read_bytes(file);
    if (!bytes) return tl::unexpected(bytes.error());
    const std::string name = file.filename().string();
    if (recognised.format == FileFormat::hdf5) return parse_hdf5(*bytes, name, params);
    if (recognised.format == FileFormat::cwa) return parse_cwa(*bytes, name, params);
    if (recognised.format == FileFormat::xdf) return parse_xdf(*bytes, name, params);
    return parse_fit(*bytes, name, params);
}

}  // namespace

Result<RecognisedFile> recognise_file(const fs::path& path) {
    std::error_code error;
    if (fs::is_directory(path, error)) return recognise_folder(path);
    if (!fs::is_regular_file(path, error))
        return RecognisedFile{FileFormat::csv, path};  // a pipe, or nothing
    const std::string start = start_of(path);
    for (const Stranger& stranger : kStrangers) {
        if (start.starts_with(stranger.begin) && !is_hdf5(start)) return refuse(path, stranger.what);
    }
    return RecognisedFile{format_of(start, path), path};
}

Result<Recording> read_file(const RecognisedFile& recognised, const CsvParams& params) {
    switch (recognised.format) {
        case FileFormat::sacrum: return read_recording(recognised.file, make_decoder);
        case FileFormat::csv: return read_csv(recognised.file, params);
        case FileFormat::bids_motion: return read_bids_motion(recognised.file, params);
        case FileFormat::hdf5:
        case FileFormat::cwa:
        case FileFormat::xdf:
        case FileFormat::fit:
        case FileFormat::c3d: break;
    }
    auto recording = read_bytes_of(recognised, params);
    if (!recording) return recording;
    if (names_columns(params) && recognised.format != FileFormat::xdf) {  // whose channels have names
        recording->assumptions.emplace_back(
            "the columns that were named were not looked for: this file says itself what its channels are");
    }
    recording->name = recognised.file.stem().string();
    if (recording->mounting) return recording;
    auto mounting = read_sidecar(recognised.file.parent_path() / (recording->name + ".json"));
    if (!mounting) return tl::unexpected(mounting.error());
    recording->mounting = std::move(*mounting);
    return recording;
}

Result<Recording> read_file(const fs::path& path, const CsvParams& params) {
    const auto recognised = recognise_file(path);
    if (!recognised) return tl::unexpected(recognised.error());
    return read_file(*recognised, params);
}

}  // namespace sacrum::firmware_bridge
