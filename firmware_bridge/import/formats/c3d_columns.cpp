#include "firmware_bridge/import/formats/c3d_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "domain/foreign_text.hpp"
#include "firmware_bridge/import/csv_header_word.hpp"
#include "firmware_bridge/import/csv_text.hpp"
#include "firmware_bridge/import/formats/sensor_choice.hpp"

namespace sacrum::firmware_bridge {
namespace {

struct C3dSensor {
    std::string name;  // what is left of its labels; empty where that is nothing
    std::array<std::optional<std::size_t>, kValueCount> channels{};
    bool has_free_acceleration = false;  // gravity removed
    [[nodiscard]] bool has(std::size_t first) const {
        return channels[first] && channels[first + 1] && channels[first + 2];
    }
    // Without a magnetometer's: "Mx" is as often the moment of a force plate.
    [[nodiscard]] std::size_t count() const {
        return std::size_t(std::count_if(channels.begin(), channels.begin() + kMagneticField,
                                         [](const auto& channel) { return channel.has_value(); }));
    }
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A number behind the axis counts sensors: "ACCX3" is ACCX of sensor 3.
std::string take_number(std::string& label) {
    std::size_t end = label.size();
    while (end > 0 && is_digit(label[end - 1])) --end;
    std::string digits = label.substr(end);
    label.resize(end);
    return digits;
}

std::optional<std::size_t> first_of(ColumnKind kind) {
    if (kind == ColumnKind::specific_force) return kForce;
    if (kind == ColumnKind::angular_rate) return kAngularRate;
    if (kind == ColumnKind::magnetic_field) return kMagneticField;
    return std::nullopt;
}

// In the order of the channels; those without an accelerometer or a gyroscope among them.
std::vector<C3dSensor> find_sensors(const std::vector<std::string>& labels) {
    std::vector<C3dSensor> sensors;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        std::string label(trimmed(labels[i]));
        const std::string number = take_number(label);
        const HeaderWord word = read_header_word(label);
        const bool is_free = word.kind == ColumnKind::free_acceleration;
        const auto first = first_of(word.kind);
        if (!is_free && !first) continue;
        const std::string name = word.unit.ends_with(number) ? word.unit : word.unit + number;
        auto sensor = std::find_if(sensors.begin(), sensors.end(),
                                   [&](const C3dSensor& known) { return known.name == name; });
        if (sensor == sensors.end()) sensor = sensors.insert(sensors.end(), C3dSensor{.name = name});
        sensor->has_free_acceleration = sensor->has_free_acceleration || is_free;
        if (!first) continue;
        auto& channel = sensor->channels[*first + *word.axis];
        if (!channel) channel = i;
    }
    return sensors;
}

tl::unexpected<Error> refusal(const C3dFile& file, const std::vector<C3dSensor>& sensors) {
    const auto lacks = [&](std::size_t first) {
        return std::none_of(sensors.begin(), sensors.end(), [&](const auto& s) { return s.has(first); });
    };
    if (lacks(kForce) &&
        std::any_of(sensors.begin(), sensors.end(), [](const auto& s) { return s.has_free_acceleration; })) {
        return fail(ErrorKind::input,
                    "gravity was removed from the only acceleration among its ANALOG channels; export the "
                    "sensor's calibrated acceleration");
    }
    std::size_t channels = 0;
    for (const C3dSensor& sensor : sensors) channels += sensor.count();
    return fail(
        ErrorKind::input,
        fmt::format("no {} channels found (POINT and ANALOG list {} markers, {} IMU{}); analyze needs "
                    "an accelerometer and a gyroscope",
                    lacks(kForce)         ? "accelerometer"
                    : lacks(kAngularRate) ? "gyroscope"
                                          : "accelerometer and gyroscope of one sensor's",
                    file.points(), channels, channels > 0 ? " channels" : ""));
}

Result<C3dSensor> choose(const C3dFile& file, const std::vector<std::string>& labels, const CsvParams& params,
                         std::vector<std::string>& assumptions) {
    const std::vector<C3dSensor> all = find_sensors(labels);
    std::vector<C3dSensor> whole;
    std::vector<std::string> names;
    for (const C3dSensor& sensor : all) {
        if (!sensor.has(kForce) || !sensor.has(kAngularRate)) continue;
        whole.push_back(sensor);
        names.push_back(sensor.name.empty() ? labels[*sensor.channels[kForce]] : sensor.name);
    }
    if (whole.empty()) return refusal(file, all);
    const auto index = choose_sensor(names, params.sensor);
    if (!index) return tl::unexpected(index.error());
    if (whole.size() > 1)
        assumptions.push_back(fmt::format("sensor {} taken of {}", quotable(names[*index]), listed(names)));
    return whole[*index];
}

CsvColumns columns_of(const C3dSensor& sensor, const std::vector<std::string>& labels,
                      const std::vector<std::string>& units) {
    CsvColumns columns;
    columns.time = 0;
    columns.time_unit = TimeUnit::s;
    columns.time_name = "of frame times";
    columns.values = sensor.channels;
    if (!sensor.has(kMagneticField)) columns.values[kMagneticField].reset();
    const auto names_at = [&](std::size_t first) {
        std::string text = "channels ";
        for (std::size_t i = first; i < first + 3; ++i)
            text += (i == first ? "" : ", ") + quotable(labels[*sensor.channels[i]]);
        return text;
    };
    const auto unit_at = [&](std::size_t first) {
        const std::size_t channel = *sensor.channels[first];
        return channel < units.size() ? units[channel] : std::string();
    };
    columns.force_names = names_at(kForce);
    columns.rate_names = names_at(kAngularRate);
    columns.specific_force_unit = parse_specific_force_unit(unit_at(kForce));
    columns.angular_rate_unit = parse_angular_rate_unit(unit_at(kAngularRate));
    return columns;
}

}  // namespace

Result<CsvColumns> find_c3d_columns(const C3dFile& file, const std::vector<std::string>& labels,
                                    const CsvParams& params) {
    std::vector<std::string> assumptions;
    const auto sensor = choose(file, labels, params, assumptions);
    if (!sensor) return tl::unexpected(sensor.error());
    auto columns = columns_of(*sensor, labels, file.parameters().texts("ANALOG", "UNITS"));
    columns.assumptions = std::move(assumptions);
    return columns;
}

}  // namespace sacrum::firmware_bridge
