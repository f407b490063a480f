// The program's own tables as NumPy columns and as dictionaries.
#pragma once

#include <cmath>
#include <limits>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "python/bindings.hpp"
#include "sinks/export/table.hpp"

namespace sacrum::python {

inline py::object cell_object(const sinks::Cell& cell) {
    struct {
        py::object operator()(std::monostate) const { return py::none(); }
        py::object operator()(double number) const { return py::float_(number); }
        py::object operator()(SessionTime time) const { return py::float_(in_seconds(time)); }
        py::object operator()(bool flag) const { return py::bool_(flag); }
        py::object operator()(const std::string& text) const { return py::str(text); }
    } const to_object;
    return std::visit(to_object, cell);
}

inline double cell_number(const sinks::Cell& cell) {
    if (const auto* number = std::get_if<double>(&cell)) return *number;
    if (const auto* time = std::get_if<SessionTime>(&cell)) return in_seconds(*time);
    return std::numeric_limits<double>::quiet_NaN();
}

template <class Row>
py::dict row_of(std::span<const sinks::Column<Row>> columns, const Row& row) {
    py::dict found;
    for (const auto& column : columns) found[py::str(column.id)] = cell_object(column.cell(row));
    return found;
}

// A column each: float64 with NaN where there is nothing, bool, or str.
template <class Row>
py::dict table_of(std::span<const sinks::Column<Row>> columns, std::span<const Row> rows) {
    py::dict table;
    const auto count = py::ssize_t(rows.size());
    for (const auto& column : columns) {
        const py::str id(column.id);
        if (column.kind == sinks::CellKind::number || column.kind == sinks::CellKind::time) {
            py::array_t<double> values(count);
            auto* out = values.mutable_data();
            for (const Row& row : rows) *out++ = cell_number(column.cell(row));
            table[id] = values;
        } else if (column.kind == sinks::CellKind::flag) {
            py::array_t<bool> values(count);
            auto* out = values.mutable_data();
            for (const Row& row : rows) {
                const sinks::Cell cell = column.cell(row);
                const bool* flag = std::get_if<bool>(&cell);
                *out++ = flag != nullptr && *flag;
            }
            table[id] = values;
        } else {
            py::list words;
            for (const Row& row : rows) {
                const sinks::Cell cell = column.cell(row);
                const auto* word = std::get_if<std::string>(&cell);
                words.append(py::str(word != nullptr ? *word : std::string()));
            }
            table[id] = py::module_::import("numpy").attr("array")(words, py::arg("dtype") = "U");
        }
    }
    return table;
}

}  // namespace sacrum::python
