#include "firmware_bridge/import/csv_columns.hpp"

#include <algorithm>
#include <utility>

#include "domain/foreign_text.hpp"
#include "firmware_bridge/import/csv_header_word.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr std::array<const char*, kValueCount> kRoles = {"ax", "ay", "az", "gx", "gy",
                                                         "gz", "mx", "my", "mz"};

std::vector<std::string> names_of(const CsvLayout& layout) {
    if (!layout.header.empty()) return layout.header;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < layout.columns; ++i) names.push_back("column " + std::to_string(i + 1));
    return names;
}

// The header cell as a person would write it, its unit left out: "ax" also finds "ax (g)".
std::string_view without_unit(std::string_view cell) {
    return trimmed(cell.substr(0, cell.find_first_of("([")));
}

std::optional<std::size_t> column_by_name(const std::vector<std::string>& names, std::string_view wanted) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == wanted) return i;
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (without_unit(names[i]) == wanted || letters_and_digits(names[i]) == letters_and_digits(wanted))
            return i;
    }
    return std::nullopt;
}

Result<std::size_t> chosen_column(const CsvLayout& layout, const std::string& wanted) {
    const std::vector<std::string> names = names_of(layout);
    if (const auto found = column_by_name(names, wanted)) return *found;
    const auto counted = number(wanted, false);
    if (counted && *counted >= 1.0 && *counted <= double(layout.columns)) return std::size_t(*counted) - 1;
    return fail(ErrorKind::usage, "no column \"" + quotable(wanted) + "\" among " + listed(names) +
                                      "; name one of these or give a number from 1 to " +
                                      std::to_string(layout.columns));
}

// Some exports have a time column by name with nothing in it.
bool is_filled(const CsvLayout& layout, std::size_t column) {
    return column < layout.first_row.size() && !layout.first_row[column].empty();
}

struct Sorted {
    std::optional<std::size_t> time;
    std::optional<std::size_t> counter;
    std::array<std::optional<std::size_t>, kValueCount> values{};
    std::array<std::vector<std::string>, kValueCount> rivals{};
    std::vector<std::string> free_acceleration;
    std::vector<HeaderWord> words;
};

std::optional<std::size_t> first_of(ColumnKind kind) {
    if (kind == ColumnKind::specific_force) return kForce;
    if (kind == ColumnKind::angular_rate) return kAngularRate;
    if (kind == ColumnKind::magnetic_field) return kMagneticField;
    return std::nullopt;
}

Sorted sort_header(const CsvLayout& layout) {
    Sorted sorted;
    for (std::size_t i = 0; i < layout.header.size(); ++i) {
        const HeaderWord& word = sorted.words.emplace_back(read_header_word(layout.header[i]));
        if (word.kind == ColumnKind::time && !sorted.time && is_filled(layout, i)) sorted.time = i;
        if (word.kind == ColumnKind::counter && !sorted.counter && is_filled(layout, i)) sorted.counter = i;
        if (word.kind == ColumnKind::free_acceleration) sorted.free_acceleration.push_back(layout.header[i]);
        const auto first = first_of(word.kind);
        if (!first) continue;
        const std::size_t role = *first + *word.axis;
        if (!sorted.values[role]) sorted.values[role] = i;
        sorted.rivals[role].push_back(layout.header[i]);
    }
    return sorted;
}

std::string names_at(const CsvLayout& layout, const CsvColumns& columns, std::size_t first) {
    const std::vector<std::string> names = names_of(layout);
    std::string text = layout.header.empty() ? "" : "columns ";
    for (std::size_t i = first; i < first + 3; ++i) {
        text += (i == first ? "" : ", ") + quotable(without_unit(names[*columns.values[i]]));
    }
    return text;
}

template <class Unit>
std::optional<Unit> unit_of(const std::vector<HeaderWord>& words,
                            const std::array<std::optional<std::size_t>, kValueCount>& values,
                            std::size_t first, std::optional<Unit> (*parse)(std::string_view)) {
    const std::size_t column = *values[first];
    return column < words.size() ? parse(words[column].unit) : std::nullopt;
}

std::optional<std::string> missing_columns(const CsvLayout& layout, const CsvColumns& columns,
                                           const Sorted& sorted) {
    const auto is_complete = [&](std::size_t first) {
        return columns.values[first] && columns.values[first + 1] && columns.values[first + 2];
    };
    const bool has_force = is_complete(kForce);
    const bool has_rate = is_complete(kAngularRate);
    if (has_force && has_rate) return std::nullopt;
    if (!has_force && !sorted.free_acceleration.empty()) {
        return "columns " + listed(sorted.free_acceleration) +
               " have gravity removed and there is no other accelerometer; " +
               std::string(columns.vendor ? columns.vendor->remedy
                                          : "record the calibrated acceleration as well");
    }
    const std::string lacking = has_force  ? "gyroscope"
                                : has_rate ? "accelerometer"
                                           : "accelerometer and no gyroscope";
    return "no " + lacking + " found among the columns " + listed(names_of(layout)) + "; " +
           std::string(columns.vendor
                           ? columns.vendor->remedy
                           : "name them, as in ax=COLUMN,ay=COLUMN,az=COLUMN,gx=COLUMN,gy=COLUMN,gz=COLUMN");
}

// time ax ay az gx gy gz [mx my mz], time left out where a rate is given.
Result<void> count_columns(const CsvLayout& layout, const CsvParams& params, CsvColumns& columns) {
    const std::size_t values = layout.columns / 3 * 3;
    const bool has_time = layout.columns == values + 1;
    const bool is_row = values == 6 || values == 9;
    if (!is_row || (!has_time && layout.columns != values)) {
        return fail(ErrorKind::input,
                    "no header and " + std::to_string(layout.columns) +
                        " columns, where 7 were expected (time, ax, ay, az, gx, gy, gz); say which "
                        "column is what, as in time=1,ax=2,ay=3,az=4,gx=5,gy=6,gz=7");
    }
    if (!has_time && !params.rate && !params.time) {
        return fail(ErrorKind::input, "no header and " + std::to_string(layout.columns) +
                                          " columns, so no time column; give the sample rate");
    }
    if (has_time) columns.time = 0;
    for (std::size_t i = 0; i < values; ++i) columns.values[i] = i + (has_time ? 1 : 0);
    columns.assumptions.push_back("no header: columns taken as " + std::string(has_time ? "time, " : "") +
                                  "ax, ay, az, gx, gy, gz" + (values == 9 ? ", mx, my, mz" : ""));
    return {};
}

bool says_any_value(const CsvParams& params) {
    return std::any_of(params.values.begin(), params.values.end(),
                       [](const auto& value) { return value.has_value(); });
}

void note_rivals(const Sorted& sorted, const CsvParams& params, CsvColumns& columns) {
    for (std::size_t i = 0; i < kValueCount; ++i) {
        if (sorted.rivals[i].size() < 2 || params.values[i]) continue;
        columns.assumptions.push_back("column " + quotable(sorted.rivals[i].front()) + " taken as " +
                                      kRoles[i] + " of " + listed(sorted.rivals[i], 4));
    }
}

}  // namespace

Result<CsvColumns> find_columns(const CsvLayout& layout, const CsvParams& params) {
    CsvColumns columns;
    const Sorted sorted = sort_header(layout);
    columns.vendor = find_vendor(layout);
    columns.values = sorted.values;
    columns.time = sorted.time ? sorted.time : sorted.counter;
    if (layout.header.empty() && !says_any_value(params)) {
        if (auto counted = count_columns(layout, params, columns); !counted)
            return tl::unexpected(counted.error());
    }
    if (params.time) {
        const auto column = chosen_column(layout, *params.time);
        if (!column) return tl::unexpected(column.error());
        columns.time = *column;
    }
    for (std::size_t i = 0; i < kValueCount; ++i) {
        if (!params.values[i]) continue;
        const auto column = chosen_column(layout, *params.values[i]);
        if (!column) return tl::unexpected(column.error());
        columns.values[i] = *column;
    }
    if (params.ignores_time) columns.time.reset();

    if (const auto missing = missing_columns(layout, columns, sorted))
        return fail(ErrorKind::input, *missing);
    if (!columns.values[kMagneticField + 1] || !columns.values[kMagneticField + 2] ||
        !columns.values[kMagneticField]) {
        columns.values[kMagneticField].reset();
    }
    if (!columns.time && !params.rate) {
        return fail(ErrorKind::input, "no time column found among " + listed(names_of(layout)) +
                                          "; name it, as in time=COLUMN, or give the sample rate");
    }
    note_rivals(sorted, params, columns);

    const std::vector<std::string> names = names_of(layout);
    columns.force_names = names_at(layout, columns, kForce);
    columns.rate_names = names_at(layout, columns, kAngularRate);
    columns.specific_force_unit = unit_of(sorted.words, columns.values, kForce, parse_specific_force_unit);
    columns.angular_rate_unit = unit_of(sorted.words, columns.values, kAngularRate, parse_angular_rate_unit);
    if (columns.time) {
        columns.time_name = quotable(names[*columns.time]);
        if (*columns.time < sorted.words.size()) {
            const HeaderWord& word = sorted.words[*columns.time];
            columns.time_unit =
                word.kind == ColumnKind::counter ? TimeUnit::counter : parse_time_unit(word.unit);
            columns.is_sample_time_fine = word.is_sample_time_fine;
        }
    }
    return columns;
}

}  // namespace sacrum::firmware_bridge
