#include "firmware_bridge/import/formats/bids_motion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "firmware_bridge/import/csv_layout.hpp"
#include "firmware_bridge/import/csv_rows.hpp"
#include "firmware_bridge/import/csv_text.hpp"
#include "firmware_bridge/import/file_bytes.hpp"
#include "firmware_bridge/import/formats/sensor_choice.hpp"
#include "firmware_bridge/import/recording_from_rows.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr std::string_view kMotionEnd = "_motion.tsv";
constexpr std::size_t kMostChannels = 10000;

struct Channel {
    std::string name;
    std::string type;
    std::string tracked_point;
    std::string units;
    std::optional<std::size_t> axis;
};

// Columns by their name: the first five are required, and others may stand between in the wild.
Result<std::vector<Channel>> read_channels(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const auto header = cells_of(take_line(text), '\t');
    constexpr std::array<std::string_view, 5> kColumns = {"name", "component", "type", "tracked_point",
                                                          "units"};
    std::array<std::size_t, 5> at{};
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
        const auto found = std::find(header.begin(), header.end(), kColumns[i]);
        if (found == header.end()) {
            return fail(ErrorKind::input,
                        fmt::format("its channels file has no column {}; BIDS-Motion requires "
                                    "name, component, type, tracked_point and units",
                                    kColumns[i]));
        }
        at[i] = std::size_t(found - header.begin());
    }
    std::vector<Channel> channels;
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        if (trimmed(line).empty()) continue;
        const auto cells = cells_of(line, '\t');
        const auto cell = [&](std::size_t i) {
            return at[i] < cells.size() ? cells[at[i]] : std::string_view{};
        };
        const std::string_view component = cell(1);
        const bool is_axis = component.size() == 1 && component[0] >= 'x' && component[0] <= 'z';
        channels.push_back({std::string(cell(0)), letters_and_digits(cell(2)), std::string(cell(3)),
                            std::string(cell(4)),
                            is_axis ? std::optional(std::size_t(component[0] - 'x')) : std::nullopt});
        if (channels.size() > kMostChannels)
            return fail(ErrorKind::input,
                        "its channels file lists more than 10000 channels; give the one that "
                        "belongs to this motion file");
    }
    return channels;
}

std::optional<std::size_t> first_of_type(const std::string& type) {
    if (type == "accel") return kForce;
    if (type == "gyro") return kAngularRate;
    if (type == "magn") return kMagneticField;
    return std::nullopt;
}

struct TrackedPoint {
    std::string name;
    std::array<std::optional<std::size_t>, kValueCount> columns{};
    [[nodiscard]] bool has_imu() const {
        return std::all_of(columns.begin(), columns.begin() + kMagneticField,
                           [](const auto& column) { return column.has_value(); });
    }
};

std::vector<TrackedPoint> tracked_points(const std::vector<Channel>& channels) {
    std::vector<TrackedPoint> points;
    for (std::size_t i = 0; i < channels.size(); ++i) {
        const auto first = first_of_type(channels[i].type);
        if (!first || !channels[i].axis) continue;
        auto point = std::find_if(points.begin(), points.end(), [&](const TrackedPoint& known) {
            return known.name == channels[i].tracked_point;
        });
        if (point == points.end()) point = points.insert(points.end(), {channels[i].tracked_point, {}});
        auto& column = point->columns[*first + *channels[i].axis];
        if (!column) column = i;
    }
    std::erase_if(points, [](const TrackedPoint& point) { return !point.has_imu(); });
    return points;
}

std::string listed_types(const std::vector<Channel>& channels) {
    std::vector<std::string> types;
    for (const Channel& channel : channels) {
        if (std::find(types.begin(), types.end(), channel.type) == types.end()) types.push_back(channel.type);
    }
    return types.empty() ? "none" : listed(types);
}

Result<CsvColumns> columns_of(const std::vector<Channel>& channels, const CsvParams& params) {
    const auto points = tracked_points(channels);
    if (points.empty()) {
        return fail(
            ErrorKind::input,
            fmt::format("no tracked point has both an accelerometer (ACCEL x y z) and a gyroscope (GYRO x "
                        "y z); its channels are of the types {}",
                        listed_types(channels)));
    }
    std::vector<std::string> names;
    for (const TrackedPoint& point : points) names.push_back(point.name);
    const auto chosen = choose_sensor(names, params.sensor);
    if (!chosen) return tl::unexpected(chosen.error());
    CsvColumns columns;
    columns.values = points[*chosen].columns;
    if (!columns.values[7] || !columns.values[8]) columns.values[kMagneticField].reset();
    if (points.size() > 1)
        columns.assumptions.push_back(
            fmt::format("tracked point {} taken of {}", quotable(names[*chosen]), listed(names)));
    const auto names_at = [&](std::size_t first) {
        std::string text = "channels ";
        for (std::size_t i = first; i < first + 3; ++i)
            text += (i == first ? "" : ", ") + quotable(channels[*columns.values[i]].name);
        return text;
    };
    columns.force_names = names_at(kForce);
    columns.rate_names = names_at(kAngularRate);
    columns.specific_force_unit = parse_specific_force_unit(channels[*columns.values[kForce]].units);
    columns.angular_rate_unit = parse_angular_rate_unit(channels[*columns.values[kAngularRate]].units);
    const auto latency = std::find_if(channels.begin(), channels.end(),
                                      [](const Channel& channel) { return channel.type == "latency"; });
    if (latency != channels.end()) {
        columns.time = std::size_t(latency - channels.begin());
        columns.time_name = quotable(latency->name);
        columns.time_unit = parse_time_unit(latency->units).value_or(TimeUnit::s);
    }
    return columns;
}

struct Description {
    std::optional<double> rate_hz;
    std::string mount;
};

Result<Description> read_description(std::string_view json) {
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
    return description;
}

Result<Recording> read_text(const BidsMotionText& text, const CsvParams& given) {
    const auto channels = read_channels(text.channels);
    if (!channels) return tl::unexpected(channels.error());
    auto columns = columns_of(*channels, given);
    if (!columns) return tl::unexpected(columns.error());
    const auto description = read_description(text.description);
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
    auto recording = recording_from_rows(parse_rows(text.motion, layout, *columns), *columns, params);
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
    return parse_bids_motion({*table, *channels, *description}, motion.filename().string(), params);
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
        if (is_bids_motion(at->path())) files.push_back(at->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace sacrum::firmware_bridge
