#include "firmware_bridge/import/formats/c3d.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "firmware_bridge/import/csv_text.hpp"
#include "firmware_bridge/import/file_bytes.hpp"
#include "firmware_bridge/import/formats/c3d_columns.hpp"
#include "firmware_bridge/import/formats/c3d_file.hpp"
#include "firmware_bridge/import/recording_from_rows.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr std::size_t kMostChannels = 10000;
constexpr double kLatest = 4e9;  // s; nanoseconds of 64 bits end at 9.2e9

// What our own export says beyond the format.
struct OwnClock {
    double start_s = 0.0;
    bool is_ours = false;
    std::vector<double> offset_s{};  // a reading's own time less its frame's; empty: none
};

OwnClock own_clock(const C3dFile& file, const std::vector<std::string>& labels) {
    OwnClock clock{.start_s = file.start_s()};
    const auto start = number(file.parameters().text("SACRUM", "FIRST_FRAME_S"), false);
    if (!start || !(std::abs(*start) < kLatest)) return clock;
    clock.start_s = *start;
    clock.is_ours = true;
    const auto found = std::find(labels.begin(), labels.end(), "Time_Offset");
    if (found != labels.end()) clock.offset_s = file.analog(std::size_t(found - labels.begin()));
    return clock;
}

void append_rows(const C3dFile& file, const CsvColumns& columns, const OwnClock& clock, CsvRows& rows) {
    const std::size_t count = columns.has_magnetic_field() ? kValueCount : kMagneticField;
    std::vector<std::vector<double>> channels;
    for (std::size_t i = 0; i < count; ++i) channels.push_back(file.analog(*columns.values[i]));
    const auto is_known = [](double value) { return std::isfinite(value); };
    for (std::size_t k = 0; k < channels.front().size(); ++k) {
        CsvRow row;
        for (std::size_t i = 0; i < count; ++i) row.values[i] = channels[i][k];
        const auto* const first = row.values.data();
        if (std::none_of(first, first + kMagneticField, is_known)) continue;
        row.time = clock.start_s + double(k) / file.analog_rate_hz();
        if (k < clock.offset_s.size() && is_known(clock.offset_s[k])) row.time += clock.offset_s[k];
        row.has_time = true;
        row.is_valid = std::all_of(first, first + kMagneticField, is_known);
        row.has_magnetic_field =
            count == kValueCount && std::all_of(first + kMagneticField, first + kValueCount, is_known);
        rows.add(row);
    }
}

std::vector<std::string> analog_labels(const C3dFile& file) {
    auto labels = file.parameters().texts("ANALOG", "LABELS");
    labels.resize(std::min({labels.size(), file.analog_channels(), kMostChannels}));
    return labels;
}

double end_s(const C3dFile& file, const OwnClock& clock) {
    return clock.start_s + double(file.frames()) / file.point_rate_hz();
}

// Rows of the parts that follow one another without a gap, as our own export cuts long recordings.
Result<std::size_t> append_parts(std::span<const std::string> parts, const CsvColumns& columns,
                                 const std::vector<std::string>& labels, double from_s, CsvRows& rows) {
    std::size_t taken = 0;
    for (const std::string& bytes : parts) {
        const auto file = C3dFile::open(bytes);
        if (!file) return fail(file.error().kind, "its continuation " + file.error().sentence);
        const OwnClock clock = own_clock(*file, labels);
        const bool follows = clock.is_ours && analog_labels(*file) == labels &&
                             std::abs(clock.start_s - from_s) * file->point_rate_hz() < 0.5;
        if (!follows) break;
        append_rows(*file, columns, clock, rows);
        from_s = end_s(*file, clock);
        ++taken;
    }
    return taken;
}

Result<Recording> read_parts(std::string_view bytes, std::span<const std::string> more,
                             const CsvParams& params) {
    const auto file = C3dFile::open(bytes);
    if (!file) return tl::unexpected(file.error());
    const auto labels = analog_labels(*file);
    auto columns = find_c3d_columns(*file, labels, params);
    if (!columns) return tl::unexpected(columns.error());
    CsvRows parsed;
    const OwnClock clock = own_clock(*file, labels);
    append_rows(*file, *columns, clock, parsed);
    if (clock.is_ours) {
        const auto taken = append_parts(more, *columns, labels, end_s(*file, clock), parsed);
        if (!taken) return tl::unexpected(taken.error());
        if (*taken > 0) columns->assumptions.push_back(fmt::format("continued in the next {} files", *taken));
    }
    auto recording = recording_from_rows(std::move(parsed), *columns, params);
    const std::string mount = file->parameters().text("SACRUM", "MOUNT");
    if (!recording || mount.empty()) return recording;
    auto mounting = parse_mounting(mount);
    if (!mounting) return tl::unexpected(mounting.error());
    recording->mounting = std::move(*mounting);
    return recording;
}

// run_002.c3d, run_003.c3d, … behind run_001.c3d; empty for any other name.
std::vector<std::filesystem::path> files_behind(const std::filesystem::path& file) {
    const std::string stem = file.stem().string();
    const std::size_t digits = stem.find_last_not_of("0123456789");
    if (digits == std::string::npos || stem[digits] != '_' || stem.size() - digits != 4) return {};
    std::vector<std::filesystem::path> found;
    for (int number = std::stoi(stem.substr(digits + 1)) + 1; number < 1000; ++number) {
        auto next = file.parent_path() /
                    fmt::format("{}{:03}{}", stem.substr(0, digits + 1), number, file.extension().string());
        std::error_code error;
        if (!std::filesystem::is_regular_file(next, error)) break;
        found.push_back(std::move(next));
    }
    return found;
}

}  // namespace

Result<Recording> parse_c3d(std::string_view bytes, std::string name, const CsvParams& params,
                            std::span<const std::string> more) {
    return named(read_parts(bytes, more, params), std::move(name));
}

Result<Recording> read_c3d(const std::filesystem::path& file, const CsvParams& params) {
    const auto bytes = read_bytes(file);
    if (!bytes) return tl::unexpected(bytes.error());
    std::vector<std::string> more;
    for (const auto& next : files_behind(file)) {
        auto read = read_bytes(next);
        if (!read) return tl::unexpected(read.error());
        more.emplace_back(*read);
    }
    return parse_c3d(*bytes, file.filename().string(), params, more);
}

}  // namespace sacrum::firmware_bridge
