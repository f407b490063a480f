#include "firmware_bridge/import/csv_reader.hpp"

#include <utility>

#include "firmware_bridge/import/csv_columns.hpp"
#include "firmware_bridge/import/csv_layout.hpp"
#include "firmware_bridge/import/csv_rows.hpp"
#include "firmware_bridge/import/file_bytes.hpp"
#include "firmware_bridge/import/recording_from_rows.hpp"
#include "firmware_bridge/import/sidecar.hpp"

namespace sacrum::firmware_bridge {
namespace {

// What a text holds, which is not needed any more then.
struct ReadText {
    CsvRows rows;
    CsvColumns columns;
    std::vector<std::string> preamble;
};

// Errors without the file's name in front.
Result<ReadText> read_text(std::string_view text, const CsvParams& params) {
    auto layout = find_layout(text);
    if (!layout) return tl::unexpected(layout.error());
    auto columns = find_columns(*layout, params);
    if (!columns) return tl::unexpected(columns.error());
    return ReadText{parse_rows(text, *layout, *columns), std::move(*columns), std::move(layout->preamble)};
}

Result<Recording> recording_of(Result<ReadText> read, const CsvParams& params) {
    if (!read) return tl::unexpected(read.error());
    return recording_from_rows(std::move(read->rows), read->columns, params, read->preamble);
}

std::string recording_name(const std::filesystem::path& path) {
    constexpr std::string_view kEnding = ".imu.csv";
    const std::string file = path.filename().string();
    return file.ends_with(kEnding) ? file.substr(0, file.size() - kEnding.size()) : path.stem().string();
}

}  // namespace

Result<Recording> parse_csv(std::string_view text, std::string name, const CsvParams& params) {
    const std::string source = name;
    return named(recording_of(read_text(text, params), params), source, std::move(name));
}

Result<Recording> read_csv(const std::filesystem::path& path, const CsvParams& params) {
    const std::string name = recording_name(path);
    Result<ReadText> read;
    {
        const auto bytes = read_bytes(path);
        if (!bytes) return tl::unexpected(bytes.error());
        read = read_text(*bytes, params);
    }
    auto recording = named(recording_of(std::move(read), params), path.filename().string(), name);
    if (!recording) return recording;
    auto mounting = read_sidecar(path.parent_path() / (name + ".json"));
    if (!mounting) return tl::unexpected(mounting.error());
    recording->mounting = std::move(*mounting);
    return recording;
}

}  // namespace sacrum::firmware_bridge
