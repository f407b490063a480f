// Any bytes as a table of participants: each that is accepted has a row as wide as the header, and a table
// that is written out is read as the same.
#include <cstdint>
#include <set>

#include "firmware_bridge/import/participants_table.hpp"
#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/sentence_oracle.hpp"

namespace {

using sacrum::firmware_bridge::ParticipantsTable;

std::string line_of(const std::string& first, const std::vector<std::string>& others) {
    std::string line = '"' + first + '"';
    for (const std::string& cell : others) line += "\t\"" + (cell.empty() ? "n/a" : cell) + '"';
    return line + '\n';
}

// Quotes within a cell have no other writing in these tables.
bool can_be_written(const ParticipantsTable& table) {
    const auto is_plain = [](const std::string& cell) { return cell.find('"') == std::string::npos; };
    bool are_plain = std::ranges::all_of(table.columns, is_plain);
    for (const auto& [who, row] : table.rows)
        are_plain = are_plain && is_plain(who) && std::ranges::all_of(row, is_plain);
    return are_plain;
}

std::string fault_in(const ParticipantsTable& table) {
    if (std::set(table.columns.begin(), table.columns.end()).size() != table.columns.size())
        return "two columns have the same name";
    std::string written = line_of("participant_id", table.columns);
    for (const auto& [who, row] : table.rows) {
        if (who.empty()) return "a row is of nobody";
        if (row.size() != table.columns.size()) return "a row has another width than the header";
        if (table.of("sub-" + who) != row) return "a row is not found by the name of its participant";
        written += line_of("sub-" + who, row);
    }
    if (!can_be_written(table)) return {};
    const auto again = sacrum::firmware_bridge::parse_participants(written, "fuzz");
    const bool is_same = again && again->columns == table.columns && again->rows == table.rows;
    return is_same ? "" : "a table that was written out is another";
}

std::string try_text(std::string_view text) {
    const auto table = sacrum::firmware_bridge::parse_participants(text, "fuzz");
    return table ? fault_in(*table) : sacrum::fuzz::fault_in_sentence(table.error());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(try_text(sacrum::fuzz::text_of(bytes, size)));
}
