#include "firmware_bridge/import/formats/fit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>
#include <vector>

#include "firmware_bridge/import/formats/fit_messages.hpp"
#include "firmware_bridge/import/recording_from_rows.hpp"

namespace sacrum::firmware_bridge {
namespace {

// The usual time between neighbours, in ms.
std::int64_t usual_step(const std::vector<FitReading>& readings) {
    std::vector<std::int64_t> steps;
    for (std::size_t i = 1; i < readings.size(); ++i) {
        const std::int64_t step = readings[i].time_ms - readings[i - 1].time_ms;
        if (step > 0) steps.push_back(step);
    }
    if (steps.empty()) return 1;
    const auto middle = steps.begin() + std::ptrdiff_t(steps.size() / 2);
    std::nth_element(steps.begin(), middle, steps.end());
    return *middle;
}

// A row per reading of the accelerometer; without a gyroscope reading in time it is invalid.
CsvRows paired(const FitFile& file) {
    const auto& gyroscope = file.gyroscope;
    const std::int64_t reach = std::max<std::int64_t>(1, usual_step(file.accelerometer) / 2);
    const std::int64_t start = file.accelerometer.front().time_ms;
    CsvRows rows;
    rows.reserve(file.accelerometer.size());
    std::size_t near = 0;
    for (const FitReading& force : file.accelerometer) {
        const auto distance = [&](std::size_t i) { return std::abs(gyroscope[i].time_ms - force.time_ms); };
        while (near + 1 < gyroscope.size() && distance(near + 1) <= distance(near)) ++near;
        CsvRow row;
        row.time = double(force.time_ms - start);
        row.has_time = true;
        row.is_valid = distance(near) <= reach;
        for (std::size_t axis = 0; axis < 3; ++axis) {
            row.values[kForce + axis] = force.values[axis];
            row.values[kAngularRate + axis] = gyroscope[near].values[axis];
            row.is_valid = row.is_valid && std::isfinite(force.values[axis]) &&
                           std::isfinite(gyroscope[near].values[axis]);
        }
        rows.add(row);
    }
    return rows;
}

Result<Recording> read_fit(std::string_view bytes, const CsvParams& params) {
    const auto file = read_fit_messages(bytes);
    if (!file) return tl::unexpected(file.error());
    if (file->accelerometer.empty() || file->gyroscope.empty()) {
        return fail(
            ErrorKind::input,
            fmt::format("holds {} readings of an accelerometer and {} of a gyroscope in its {} messages; "
                        "analyze needs both, which a Garmin device writes only where raw sensor recording "
                        "is on",
                        file->accelerometer.size(), file->gyroscope.size(), file->messages));
    }
    const auto is_raw = [](const FitReading& reading) { return !reading.is_calibrated; };
    if (std::any_of(file->accelerometer.begin(), file->accelerometer.end(), is_raw) ||
        std::any_of(file->gyroscope.begin(), file->gyroscope.end(), is_raw)) {
        return fail(ErrorKind::input,
                    "holds raw counts without the calibration that turns them into g and deg/s; "
                    "export it again with its calibration messages");
    }
    CsvRows parsed = paired(*file);
    parsed.ends_in_mid_line = file->is_cut;
    CsvColumns columns;
    columns.time = 0;
    columns.time_unit = TimeUnit::ms;
    columns.specific_force_unit = SpecificForceUnit::g;
    columns.angular_rate_unit = AngularRateUnitName::deg_per_s;
    columns.time_name = "of sample times";
    columns.force_names = "the accelerometer's readings";
    columns.rate_names = "the gyroscope's readings";
    columns.assumptions.emplace_back("times count from the first reading of the accelerometer");
    return recording_from_rows(std::move(parsed), columns, params);
}

}  // namespace

Result<Recording> parse_fit(std::string_view bytes, std::string name, const CsvParams& params) {
    return named(read_fit(bytes, params), name);
}

}  // namespace sacrum::firmware_bridge
