#include "firmware_bridge/import/formats/hdf5.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "domain/foreign_text.hpp"
#include "firmware_bridge/import/csv_text.hpp"
#include "firmware_bridge/import/formats/hdf5_content.hpp"
#include "firmware_bridge/import/recording_from_rows.hpp"

namespace sacrum::firmware_bridge {
namespace {

CsvRows rows_of(const Hdf5Sensor& sensor) {
    CsvRows parsed;
    parsed.reserve(sensor.time_s.size());
    for (std::size_t i = 0; i < sensor.time_s.size(); ++i) {
        CsvRow row;
        row.time = sensor.time_s[i];
        row.has_time = std::isfinite(row.time);
        for (std::size_t axis = 0; axis < 3; ++axis) {
            row.values[kForce + axis] = sensor.force[3 * i + axis];
            row.values[kAngularRate + axis] = sensor.rate[3 * i + axis];
            if (!sensor.field.empty()) row.values[kMagneticField + axis] = sensor.field[3 * i + axis];
        }
        const auto are_finite = [&](std::size_t from, std::size_t to) {
            return std::all_of(row.values.begin() + std::ptrdiff_t(from),
                               row.values.begin() + std::ptrdiff_t(to),
                               [](double value) { return std::isfinite(value); });
        };
        row.is_valid = row.has_time && are_finite(kForce, kMagneticField);
        row.has_magnetic_field = !sensor.field.empty() && are_finite(kMagneticField, kValueCount);
        parsed.add(row);
    }
    return parsed;
}

Result<Recording> read_hdf5(std::string_view bytes, const CsvParams& params) {
    const auto sensor = read_hdf5_content(bytes, params.sensor);
    if (!sensor) return tl::unexpected(sensor.error());
    CsvColumns columns;
    columns.time = 0;
    columns.time_unit = TimeUnit::s;
    columns.specific_force_unit = SpecificForceUnit::m_per_s2;
    columns.angular_rate_unit = AngularRateUnitName::rad_per_s;
    const bool is_apdm = !sensor->label.empty();
    columns.time_name = is_apdm ? "Time" : "of times";
    columns.force_names = is_apdm ? "the columns of Accelerometer" : "the columns of specific force";
    columns.rate_names = is_apdm ? "the columns of Gyroscope" : "the columns of angular rate";
    if (is_apdm) columns.assumptions.emplace_back("times count from the first sample");
    if (!sensor->all_labels.empty()) {
        columns.assumptions.push_back(
            fmt::format("sensor {} taken of {}", quotable(sensor->label), quotable(sensor->all_labels)));
    }
    auto recording = recording_from_rows(rows_of(*sensor), columns, params);
    if (!recording || sensor->mounting.empty()) return recording;
    auto mounting = parse_mounting(sensor->mounting);
    if (!mounting) return tl::unexpected(mounting.error());
    recording->mounting = std::move(*mounting);
    return recording;
}

}  // namespace

Result<Recording> parse_hdf5(std::string_view bytes, std::string name, const CsvParams& params) {
    return named(read_hdf5(bytes, params), name);
}

}  // namespace sacrum::firmware_bridge
