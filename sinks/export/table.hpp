// A table as a list of columns, each of which reads its cell from a row: one description for text tables, for
// datasets with attributes and for the data dictionary beside a table.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "domain/long_vector.hpp"
#include "domain/result.hpp"
#include "domain/time.hpp"
#include "sinks/export/block_file.hpp"
#include "sinks/export/decimal_text.hpp"

namespace sacrum::sinks {

// Absent, a number, a moment, yes or no, a word.
using Cell = std::variant<std::monostate, double, SessionTime, bool, std::string>;
enum class CellKind { number, time, flag, text };

constexpr int kShortest = -1;  // decimals: as few digits as give the same number back

template <class Row>
struct Column {
    std::string id{};  // with its unit
    CellKind kind = CellKind::number;
    std::string unit{};  // as printed; empty for words and ratios
    int decimals = 6;    // of a number or a time
    std::string description{};
    std::function<Cell(const Row&)> cell{};
    // The same, faster, where all cells are numbers; not finite where there is none.
    double (*number)(const Row&) = nullptr;
};

struct TableStyle {
    char separator = ',';
    std::string_view absent{};  // stands in a cell that has nothing
    bool has_header = true;     // the columns' ids
};

// Appends the cell as text; nothing for one that is absent or not a finite number. A word with a comma, a
// quote or a line end is quoted between commas, as RFC 4180 has it; between tabs a tab in it becomes a space.
// A line end always does: it would end the row for readers that do not know quotes.
void append_cell(std::string& text, const Cell& cell, int decimals, char separator);

// A line a row, in blocks.
template <class Row>
class TableFile {
  public:
    static Result<TableFile> create(const std::filesystem::path& path, std::span<const Column<Row>> columns,
                                    const TableStyle& style) {
        auto file = BlockFile::create(path);
        if (!file) return tl::unexpected(file.error());
        TableFile table(std::move(*file), columns, style);
        if (style.has_header) table.add_header();
        return table;
    }

    // Numbers that follow each other go to the block together.
    Result<void> add(const Row& row) {
        std::string& text = file_.block();
        char* at = numbers_.data();
        const auto flush = [&] {
            text.append(numbers_.data(), std::size_t(at - numbers_.data()));
            at = numbers_.data();
        };
        for (const auto& column : columns_) {
            if (&column != &columns_.front()) *at++ = style_.separator;
            char* const end =
                column.number != nullptr ? write_decimal(at, column.number(row), column.decimals) : at;
            if (end != nullptr && end != at) {
                at = end;
                if (numbers_.data() + numbers_.size() - at < kRoom) flush();
                continue;
            }
            flush();
            const std::size_t before = text.size();
            append_cell(text, column.cell(row), column.decimals, style_.separator);
            if (text.size() == before) text += style_.absent;
        }
        *at++ = '\n';
        flush();
        return file_.spill();
    }

    Result<void> commit() { return file_.commit(); }

  private:
    TableFile(BlockFile file, std::span<const Column<Row>> columns, const TableStyle& style)
        : file_(std::move(file)), columns_(columns), style_(style) {}

    void add_header() {
        std::string& text = file_.block();
        for (const auto& column : columns_) {
            if (&column != &columns_.front()) text += style_.separator;
            text += column.id;
        }
        text += '\n';
    }

    static constexpr std::ptrdiff_t kRoom = kLongestDecimal + 2;  // with a separator or the line's end
    BlockFile file_;
    std::array<char, 512> numbers_{};
    std::span<const Column<Row>> columns_;
    TableStyle style_;
};

template <class Row>
Result<void> write_table(const std::filesystem::path& path, std::span<const Column<Row>> columns,
                         std::span<const Row> rows, const TableStyle& style) {
    auto table = TableFile<Row>::create(path, columns, style);
    if (!table) return tl::unexpected(table.error());
    for (const Row& row : passing(rows)) {
        if (auto added = table->add(row); !added) return added;
    }
    return table->commit();
}

}  // namespace sacrum::sinks
