#include "firmware_bridge/import/formats/bids_motion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "firmware_bridge/import/csv_layout.hpp"
#include "firmware_bridge/import/csv_rows.hpp"
#include "firmware_bridge/import/csv_text.hpp"
#include "firmware_bridge/import/file_bytes.hpp"
#include "firmware_bridge/import/formats/bids_channels.hpp"
#include "firmware_bridge/import/recording_from_rows.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr std::string_view kMotionEnd = "_motion.tsv";
constexpr double kLatest = 4e9;  // s; nanoseconds of 64 bits end at 9.2e9

struct Description {
    std::optional<double> rate_hz;
    std::string mount;
    double start_s = 0.0;  // of the first row
};

// Beyond BIDS, our own export says the mounting and the session time of the first reading in the description
// of the channels.
void read_own(std::string_view json, Description& description) {
    const auto root = nlohmann::json::parse(json, nullptr, false);
    const nlohmann::json::json_pointer place("/session/Levels");
    if (!root.is_object() || !root.contains(place)) return;
    const auto& levels = root.at(place);
    if (!levels.is_object()) return;
    const auto text = [&](const char* key) {
        const auto found = levels.find(key);
        return found != levels.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    if (description.mount.empty()) description.mount = text("mounting");
    const auto start = number(text("first_reading_s"), false);
    if (start && std::abs(*start) < kLatest) description.start_s = *start;
}

Result<Description> read_description(std::string_view json, std::string_view channels_json) {
    const auto root = nlohmann::json::parse(json, nullptr, false);
    if (!root.is_object())
        return fail(ErrorKind::input,
                    "the description (_motion.json) beside it is no JSON object; write it again");
    Description description;
    // Nominal is required, effective is what was measured.
    for (const char* key : {"SamplingFrequencyEffective", "SamplingFrequency"}) {
        const auto found = root.find(key);
        if (found != root.end() && found->is_number() && !description.rate_hz)
            description.rate_hz = found->get<double>();
    }
    const auto mount = root.find("Mounting");
    if (mount != root.end() && mount->is_string()) description.mount = mount->get<std::string>();
    read_own(channels_json, description);
    return description;
}

Result<Recording> read_text(const BidsMotionText& text, const CsvParams& given) {
    const auto channels = read_bids_channels(text.channels);
    if (!channels) return tl::unexpected(channels.error());
    auto columns = find_bids_columns(*channels, given);
    if (!columns) return tl::unexpected(columns.error());
    const auto description = read_description(text.description, text.channels_description);
    if (!description) return tl::unexpected(description.error());

    CsvLayout layout;
    layout.format = {'\t', false};
    layout.columns = channels->size();
    std::string_view rest = text.motion;
    const std::size_t cells = cells_of(take_line(rest), '\t').size();
    if (cells != channels->size()) {
        return fail(ErrorKind::input, fmt::format("has {} columns, but its channels file lists {}; they must "
                                                  "belong together",
                                                  cells, channels->size()));
    }
    CsvParams params = given;
    if (!columns->time) {
        if (!params.rate && !description->rate_hz) {
            return fail(ErrorKind::input,
                        "says no sampling frequency and has no LATENCY channel; give the sample "
                        "rate");
        }
        if (!params.rate) {
            params.rate = Frequency::of_si(*description->rate_hz);
            columns->assumptions.push_back(fmt::format(
                "rows taken as following each other at {:.6g} Hz (its description)", *description->rate_hz));
        }
    }
    CsvRows rows = parse_rows(text.motion, layout, *columns);
    if (columns->time && columns->time_unit == TimeUnit::s) {
        for (double& time : rows.times) time += description->start_s;
    }
    auto recording = recording_from_rows(std::move(rows), *columns, params);
    if (!recording || description->mount.empty()) return recording;
    auto mounting = parse_mounting(description->mount);
    if (!mounting) return tl::unexpected(mounting.error());
    recording->mounting = std::move(*mounting);
    return recording;
}

// sub-01_task-run_tracksys-imu_motion.tsv and sub-01_task-run_tracksys-imu_channels.tsv
std::filesystem::path beside(const std::filesystem::path& motion, std::string_view end) {
    const std::string file = motion.filename().string();
    return motion.parent_path() / (file.substr(0, file.size() - kMotionEnd.size()) + std::string(end));
}

}  // namespace

Result<Recording> parse_bids_motion(const BidsMotionText& text, std::string name, const CsvParams& params) {
    return named(read_text(text, params), name);
}

bool is_bids_motion(const std::filesystem::path& motion) {
    std::error_code error;
    return motion.filename().string().ends_with(kMotionEnd) &&
           std::filesystem::exists(beside(motion, "_channels.tsv"), error);
}

Result<Recording> read_bids_motion(const std::filesystem::path& motion, const CsvParams& params) {
    const auto table = read_bytes(motion);
    if (!table) return tl::unexpected(table.error());
    const auto channels = read_bytes(beside(motion, "_channels.tsv"));
    if (!channels) return tl::unexpected(channels.error());
    const auto description = read_bytes(beside(motion, "_motion.json"));
    if (!description) return tl::unexpected(description.error());
    const auto frames = beside(motion, "_channels.json");
    std::error_code error;
    const auto more = std::filesystem::exists(frames, error) ? read_bytes(frames) : LongText();
    if (!more) return tl::unexpected(more.error());
    return parse_bids_motion({*table, *channels, *description, *more}, motion.filename().string(), params);
}

std::vector<std::filesystem::path> bids_motion_files(const std::filesystem::path& folder) {
    constexpr int kMostEntries = 100000;
    std::vector<std::filesystem::path> files;
    std::error_code error;
    int entries = 0;
    const auto options = std::filesystem::directory_options::skip_permission_denied;
    for (auto at = std::filesystem::recursive_directory_iterator(folder, options, error);
         !error && at != std::filesystem::recursive_directory_iterator() && ++entries < kMostEntries;
         at.increment(error)) {
        if (at->path().filename() == "derivatives") at.disable_recursion_pending();
        if (is_bids_motion(at->path())) files.push_back(at->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace sacrum::firmware_bridge
