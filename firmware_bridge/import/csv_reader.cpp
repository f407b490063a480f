#include "firmware_bridge/import/csv_reader.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "firmware_bridge/import/csv_columns.hpp"
#include "firmware_bridge/import/csv_layout.hpp"
#include "firmware_bridge/import/csv_rows.hpp"
#include "firmware_bridge/import/file_bytes.hpp"
#include "firmware_bridge/import/recording_from_rows.hpp"
#include "firmware_bridge/import/sidecar.hpp"

namespace sacrum::firmware_bridge {
namespace {

// What a text holds.
struct ReadText {
    CsvRows rows;
    CsvColumns columns;
    std::vector<std::string> preamble;
};

// Errors without the file's name.
Result<ReadText> read_text(std::string_view text, const CsvParams& params) {
    auto layout = find_layout(text);
    if (!layout) return tl::unexpected(layout.error());
    auto columns = find_columns(*layout, params);
    if (!columns) return tl::unexpected(columns.error());
    return ReadText{parse_rows(text, *layout, *columns), std::move(*columns), std::move(layout->preamble)};
}

// The part of a text in front of its last four lines and what follows them.
std::string_view before_last_lines(std::string_view text) {
    for (int line = 0; line < 5; ++line) {
        const auto end = text.find_last_of('\n');
        if (end == std::string_view::npos) return {};
        text = text.substr(0, end);
    }
    return {text.data(), text.size() + 1};
}

Result<void> read_block(ByteFile& file, std::string& text) {
    constexpr std::size_t kBlock = std::size_t{1} << 20U;
    const std::size_t filled = text.size();
    text.resize(filled + kBlock);
    const auto count = file.read(std::span(text).subspan(filled));
    if (!count) return tl::unexpected(count.error());
    text.resize(filled + *count);
    return {};
}

constexpr std::size_t kLongestLines = std::size_t{16} << 20U;  // of five

// A block at a time, of which the last lines wait for what follows: only at the end of the file does it show
// whether they are whole.
Result<ReadText> read_text(const std::filesystem::path& path, const CsvParams& params) {
    auto file = ByteFile::open(path);
    if (!file) return tl::unexpected(file.error());
    std::string block;
    if (auto more = read_block(*file, block); !more) return tl::unexpected(more.error());
    auto layout = find_layout(block);
    if (!layout) return tl::unexpected(layout.error());
    auto columns = find_columns(*layout, params);
    if (!columns) return tl::unexpected(columns.error());
    CsvRowParser parser(*layout, *columns);
    layout->first_row.clear();  // views of what goes now
    block.erase(0, layout->body_offset);
    parser.reserve(block, std::max(block.size(), std::size_t(file->size())));
    while (!file->has_ended()) {
        const std::string_view whole = before_last_lines(block);
        if (whole.empty() && block.size() > kLongestLines)
            return fail(ErrorKind::input,
                        "holds a line of megabytes, so it is no table; export it again as CSV");
        parser.add(whole);
        block.erase(0, whole.size());
        if (auto more = read_block(*file, block); !more) return tl::unexpected(more.error());
    }
    return ReadText{parser.finish(block), std::move(*columns), std::move(layout->preamble)};
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
    auto recording = named(recording_of(read_text(path, params), params), path.filename().string(), name);
    if (!recording) return recording;
    auto mounting = read_sidecar(path.parent_path() / (name + ".json"));
    if (!mounting) return tl::unexpected(mounting.error());
    recording->mounting = std::move(*mounting);
    return recording;
}

}  // namespace sacrum::firmware_bridge
