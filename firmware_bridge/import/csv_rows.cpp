#include "firmware_bridge/import/csv_rows.hpp"

#include <algorithm>

namespace sacrum::firmware_bridge {
namespace {

constexpr int kTimeRole = int(kValueCount);

std::vector<std::vector<int>> roles_by_column(const CsvColumns& columns) {
    std::size_t used = columns.time ? *columns.time + 1 : 0;
    const std::size_t values = columns.has_magnetic_field() ? kValueCount : kMagneticField;
    for (std::size_t i = 0; i < values; ++i) used = std::max(used, *columns.values[i] + 1);
    std::vector<std::vector<int>> roles(used);
    if (columns.time) roles[*columns.time].push_back(kTimeRole);
    for (std::size_t i = 0; i < values; ++i) roles[*columns.values[i]].push_back(int(i));
    return roles;
}

std::size_t decimals(std::string_view cell, bool has_decimal_comma) {
    const auto point = cell.find(has_decimal_comma ? ',' : '.');
    return point == std::string_view::npos ? 0 : cell.size() - point - 1;
}

// A last line without its end may be whole: many programs write no last line end. It was cut when it has
// fewer cells than the line before, or when its last cell has fewer decimals in a file that writes all with
// the same number.
bool is_cut(std::string_view body, const CellFormat& format) {
    if (body.empty() || body.back() == '\n') return false;
    std::vector<std::vector<std::string_view>> last;
    for (int i = 0; i < 4 && !body.empty(); ++i) {
        const auto start = body.find_last_of('\n');
        const std::string_view line = start == std::string_view::npos ? body : body.substr(start + 1);
        last.push_back(cells_of(line, format.delimiter));
        body = start == std::string_view::npos ? std::string_view{} : body.substr(0, start);
    }
    if (last.size() < 2) return false;
    if (last[0].size() < last[1].size()) return true;
    if (last.size() < 4 || last[0].size() != last[1].size()) return false;
    const auto decimals_of = [&](std::size_t i) {
        return last[i].empty() ? 0 : decimals(last[i].back(), format.has_decimal_comma);
    };
    return decimals_of(1) == decimals_of(2) && decimals_of(2) == decimals_of(3) &&
           decimals_of(0) < decimals_of(1);
}

std::string_view without_last_line(std::string_view body) {
    const auto end = body.find_last_of('\n');
    return end == std::string_view::npos ? std::string_view{} : body.substr(0, end + 1);
}

constexpr double kSomeMore = 1.05;  // too little room costs a copy, too much only addresses

}  // namespace

void CsvRows::reserve(std::size_t count) {
    times.reserve(count);
    readings.reserve(count);
    states.reserve(count);
}

void CsvRows::add(const CsvRow& row) {
    const auto& v = row.values;
    ImuSample reading;
    reading.specific_force = Vec3<AccelerationUnit, Sensor>::of_si(v[kForce], v[kForce + 1], v[kForce + 2]);
    reading.angular_rate =
        Vec3<AngularRateUnit, Sensor>::of_si(v[kAngularRate], v[kAngularRate + 1], v[kAngularRate + 2]);
    if (row.has_magnetic_field)
        reading.magnetic_field = Vec3<MagneticFieldUnit, Sensor>::of_si(
            v[kMagneticField], v[kMagneticField + 1], v[kMagneticField + 2]);
    append(times, row.time);
    append(readings, reading);
    append(states, {.has_time = row.has_time, .is_valid = row.is_valid});
}

CsvRowParser::CsvRowParser(const CsvLayout& layout, const CsvColumns& columns)
    : format_(layout.format), roles_(roles_by_column(columns)), has_time_(columns.time.has_value()) {}

void CsvRowParser::reserve(std::string_view part, std::size_t bytes) {
    const auto lines = double(std::ranges::count(part, '\n') + 1);
    parsed_.reserve(std::size_t(kSomeMore * lines * double(bytes) / double(part.size() + 1)) + 1);
}

void CsvRowParser::add(std::string_view lines) {
    constexpr std::size_t kReleasedAtOnce = std::size_t{1} << 20U;
    std::string_view passed = lines;
    while (!lines.empty()) {
        if (passed.size() - lines.size() >= kReleasedAtOnce) {
            release(std::span(passed).first(kReleasedAtOnce));
            passed.remove_prefix(kReleasedAtOnce);
        }
        const std::string_view line = take_line(lines);
        if (!line.empty() && line.front() != '#' && !trimmed(line).empty()) add_line(line);
    }
}

CsvRows CsvRowParser::finish(std::string_view lines) {
    parsed_.ends_in_mid_line = is_cut(lines, format_);
    add(parsed_.ends_in_mid_line ? without_last_line(lines) : lines);
    return std::move(parsed_);
}

void CsvRowParser::add_line(std::string_view line) {
    CsvRow row;
    if (!has_time_) {
        row.time = double(parsed_.size());
        row.has_time = true;
    }
    unsigned finite = 0;  // a bit per role
    bool is_last = false;
    for (std::size_t column = 0; column < roles_.size() && !is_last; ++column) {
        const std::string_view here = line;
        auto value = take_plain_number(line, format_, is_last);
        if (!value) value = number(take_cell(line, format_.delimiter, is_last), format_.has_decimal_comma);
        const bool is_finite = value && std::isfinite(*value);
        for (const int role : roles_[column]) {
            if (role == kTimeRole) {
                row.has_time = is_finite;
                row.time = is_finite ? *value : 0.0;
                if (!is_finite && parsed_.unreadable_time.empty())
                    parsed_.unreadable_time = bare(here.substr(0, here.find(format_.delimiter)));
            } else if (is_finite) {
                row.values[std::size_t(role)] = *value;
                finite |= 1U << unsigned(role);
            }
        }
    }
    constexpr unsigned kForceAndRate = 0b000111111;
    constexpr unsigned kField = 0b111000000;
    row.is_valid = row.has_time && (finite & kForceAndRate) == kForceAndRate;
    row.has_magnetic_field = (finite & kField) == kField;
    parsed_.add(row);
}

CsvRows parse_rows(std::string_view text, const CsvLayout& layout, const CsvColumns& columns) {
    const std::string_view body = text.substr(layout.body_offset);
    CsvRowParser parser(layout, columns);
    parser.reserve(body.substr(body.size() / 2, 1U << 16U), body.size());
    return parser.finish(body);
}

}  // namespace sacrum::firmware_bridge
