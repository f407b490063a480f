#include "firmware_bridge/import/formats/bids_channels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "domain/foreign_text.hpp"
#include "firmware_bridge/import/csv_text.hpp"
#include "firmware_bridge/import/formats/sensor_choice.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr std::size_t kMostChannels = 10000;

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

std::vector<TrackedPoint> tracked_points(const std::vector<BidsChannel>& channels) {
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

std::string listed_types(const std::vector<BidsChannel>& channels) {
    std::vector<std::string> types;
    for (const BidsChannel& channel : channels) {
        if (std::find(types.begin(), types.end(), channel.type) == types.end()) types.push_back(channel.type);
    }
    return types.empty() ? "none" : listed(types);
}

}  // namespace

// Columns by their name: the first five are required, and others may stand between in the wild.
Result<std::vector<BidsChannel>> read_bids_channels(std::string_view text) {
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
    std::vector<BidsChannel> channels;
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

Result<CsvColumns> find_bids_columns(const std::vector<BidsChannel>& channels, const CsvParams& params) {
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
                                      [](const BidsChannel& channel) { return channel.type == "latency"; });
    if (latency != channels.end()) {
        columns.time = std::size_t(latency - channels.begin());
        columns.time_name = quotable(latency->name);
        columns.time_unit = parse_time_unit(latency->units).value_or(TimeUnit::s);
    }
    return columns;
}

}  // namespace sacrum::firmware_bridge
