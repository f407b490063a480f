#include "firmware_bridge/protocol/csv_row_layout.hpp"

#include <algorithm>

#include "firmware_bridge/import/csv_header_word.hpp"

namespace sacrum::firmware_bridge {
namespace {

std::optional<std::size_t> first_value_of(ColumnKind kind) {
    if (kind == ColumnKind::specific_force) return kForce;
    if (kind == ColumnKind::angular_rate) return kAngularRate;
    if (kind == ColumnKind::magnetic_field) return kMagneticField;
    return std::nullopt;
}

}  // namespace

std::optional<CsvRowLayout> layout_of_header(std::span<const std::string_view> cells) {
    CsvRowLayout layout{.cells = cells.size()};
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const HeaderWord word = read_header_word(cells[i]);
        if (word.kind == ColumnKind::time && !layout.time) {
            layout.time = i;
            layout.time_unit = parse_time_unit(word.unit);
        }
        if (word.kind == ColumnKind::counter && !layout.counter) layout.counter = i;
        const auto first = first_value_of(word.kind);
        if (!first || !word.axis || layout.values[*first + *word.axis]) continue;
        layout.values[*first + *word.axis] = i;
        if (first == kForce) layout.specific_force_unit = parse_specific_force_unit(word.unit);
        if (first == kAngularRate) layout.angular_rate_unit = parse_angular_rate_unit(word.unit);
    }
    const bool has_both = std::all_of(layout.values.begin(), layout.values.begin() + kMagneticField,
                                      [](const auto& column) { return column.has_value(); });
    if (!has_both) return std::nullopt;
    const bool has_field = layout.values[6] && layout.values[7] && layout.values[8];
    if (!has_field) std::fill(layout.values.begin() + kMagneticField, layout.values.end(), std::nullopt);
    return layout;
}

std::optional<CsvRowLayout> layout_of_count(std::size_t cells) {
    if (cells != 6 && cells != 7 && cells != 9 && cells != 10) return std::nullopt;
    CsvRowLayout layout{.cells = cells};
    const std::size_t first = cells % 3;
    if (first == 1) layout.time = 0;
    for (std::size_t i = first; i < cells; ++i) layout.values[i - first] = i;
    return layout;
}

}  // namespace sacrum::firmware_bridge
