#include "firmware_bridge/import/csv_layout.hpp"

#include <algorithm>
#include <optional>

#include "domain/foreign_text.hpp"
#include "firmware_bridge/import/csv_params.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr std::size_t kLookedAt =
    std::size_t{64} * 1024;  // bytes at the start in which header and numbers are sought
constexpr CellFormat kFormats[] = {{',', false}, {';', false}, {'\t', false},
                                   {';', true},  {'\t', true}, {' ', false}};

struct Line {
    std::string_view text;
    std::size_t end = 0;  // offset of the next line
};

bool is_comment(std::string_view line) {
    return line.empty() || line.front() == '#' || line.front() == '%' || line.starts_with("//") ||
           line.starts_with("sep=");
}

std::vector<Line> first_lines(std::string_view text) {
    std::vector<Line> lines;
    std::string_view rest = text;
    while (!rest.empty() && text.size() - rest.size() < kLookedAt) {
        const std::string_view line = take_line(rest);
        lines.push_back({line, text.size() - rest.size()});
    }
    return lines;
}

std::size_t count_numbers(std::string_view line, CellFormat format) {
    std::size_t count = 0;
    for (bool is_last = false; !is_last;) {
        if (number(take_cell(line, format.delimiter, is_last), format.has_decimal_comma)) ++count;
    }
    return count;
}

bool is_text(std::string_view text) {
    const std::string_view start = text.substr(0, 4096);
    const auto is_control = [](char c) { return c >= 0 && c < ' ' && c != '\n' && c != '\r' && c != '\t'; };
    return start.find('\0') == std::string_view::npos &&
           std::count_if(start.begin(), start.end(), is_control) * 50 <= std::ptrdiff_t(start.size());
}

bool is_row_of_units(const std::vector<std::string_view>& cells) {
    const auto is_unit = [](std::string_view cell) {
        return parse_time_unit(cell) || parse_specific_force_unit(cell) || parse_angular_rate_unit(cell);
    };
    return std::count_if(cells.begin(), cells.end(), is_unit) >= 3;
}

struct Numbers {
    CellFormat format{};
    std::size_t first_line = 0;
    std::size_t in_line = 0;  // numbers in the fullest line
};

std::optional<Numbers> find_numbers(const std::vector<Line>& lines) {
    std::optional<Numbers> best;
    std::size_t best_total = 0;
    for (const CellFormat format : kFormats) {
        std::size_t total = 0;
        Numbers numbers{.format = format};
        for (const Line& line : lines) {
            if (is_comment(line.text)) continue;
            const std::size_t count = count_numbers(line.text, format);
            if (count < 2) continue;
            total += count;
            numbers.in_line = std::max(numbers.in_line, count);
        }
        if (total <= best_total) continue;
        const auto is_full = [&](const Line& line) {
            return !is_comment(line.text) && count_numbers(line.text, format) * 2 > numbers.in_line;
        };
        numbers.first_line = std::size_t(std::find_if(lines.begin(), lines.end(), is_full) - lines.begin());
        best = numbers;
        best_total = total;
    }
    return best;
}

// The header stands before the first numbers and has as many cells (one more or less for a delimiter at the
// end), none of them a number.
std::optional<std::size_t> find_header(const std::vector<Line>& lines, const Numbers& numbers,
                                       std::size_t columns) {
    for (const bool behind_comment : {false, true}) {
        for (std::size_t i = 0; i < numbers.first_line; ++i) {
            std::string_view line = lines[i].text;
            if (is_comment(line) != behind_comment) continue;
            const std::size_t cells = cells_of(line, numbers.format.delimiter).size();
            if (cells >= 2 && cells + 1 >= columns && cells <= columns + 1 &&
                count_numbers(line, numbers.format) == 0) {
                return i;
            }
        }
    }
    return std::nullopt;
}

std::vector<std::string> header_cells(std::string_view line, char delimiter) {
    while (!line.empty() && (line.front() == '#' || line.front() == '%' || line.front() == '/'))
        line.remove_prefix(1);
    std::vector<std::string> header;
    for (const std::string_view cell : cells_of(line, delimiter)) header.emplace_back(cell);
    return header;
}

}  // namespace

Result<CsvLayout> find_layout(std::string_view text) {
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return fail(ErrorKind::input, "the file is empty; record it again");
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        return fail(ErrorKind::input, "the file is UTF-16 text; save it as UTF-8");
    }
    const std::size_t mark = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    if (!is_text(text)) {
        return fail(ErrorKind::input,
                    "the file is not text but binary; export it as CSV from the program that made it");
    }
    std::vector<Line> lines = first_lines(text.substr(mark));
    for (Line& line : lines) line.end += mark;
    const auto numbers = find_numbers(lines);
    if (!numbers) {
        const auto starts = [](const Line& line) { return !is_comment(line.text); };
        const auto first = std::find_if(lines.begin(), lines.end(), starts);
        return fail(ErrorKind::input, "no row of numbers follows the first line" +
                                          (first == lines.end() ? "" : " \"" + quotable(first->text) + "\"") +
                                          "; give a CSV file with a header and a row per sample");
    }

    CsvLayout layout;
    layout.format = numbers->format;
    layout.first_row = cells_of(lines[numbers->first_line].text, layout.format.delimiter);
    layout.columns = layout.first_row.size();
    const auto header_line = find_header(lines, *numbers, layout.columns);
    std::size_t preamble_end = numbers->first_line;
    if (header_line) {
        preamble_end = *header_line;
        layout.header = header_cells(lines[*header_line].text, layout.format.delimiter);
        layout.body_offset = lines[*header_line].end;
        const std::size_t next = *header_line + 1;
        const auto units = cells_of(lines[next].text, layout.format.delimiter);
        if (next < numbers->first_line && is_row_of_units(units)) {
            for (std::size_t i = 0; i < std::min(units.size(), layout.header.size()); ++i) {
                if (!units[i].empty()) layout.header[i] += " (" + std::string(units[i]) + ")";
            }
            layout.body_offset = lines[next].end;
        }
        layout.header.resize(std::max(layout.header.size(), layout.columns));
    } else if (numbers->first_line > 0) {
        layout.body_offset = lines[numbers->first_line - 1].end;
    } else {
        layout.body_offset = mark;
    }
    for (std::size_t i = 0; i < preamble_end; ++i) layout.preamble.emplace_back(lines[i].text);
    return layout;
}

}  // namespace sacrum::firmware_bridge
