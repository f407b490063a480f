#include "firmware_bridge/import/participants_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "domain/foreign_text.hpp"
#include "firmware_bridge/import/csv_text.hpp"
#include "firmware_bridge/import/file_bytes.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr std::string_view kId = "participant_id";

std::vector<std::string> cells(std::string_view line, char delimiter) {
    std::vector<std::string> all;
    for (const std::string_view cell : cells_of(line, delimiter)) {
        const std::string_view text = bare(cell);
        all.emplace_back(text == "n/a" ? std::string_view() : text);
    }
    return all;
}

}  // namespace

std::string bare_participant(std::string_view participant) {
    constexpr std::string_view kSub = "sub-";
    return std::string(participant.substr(participant.starts_with(kSub) ? kSub.size() : 0));
}

std::vector<std::string> ParticipantsTable::of(const std::string& participant) const {
    const auto row = rows.find(bare_participant(participant));
    return row == rows.end() ? std::vector<std::string>(columns.size()) : row->second;
}

Result<ParticipantsTable> parse_participants(std::string_view text, const std::string& file) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    std::string_view rest = text;
    const std::string_view header = take_line(rest);
    const char delimiter = header.find('\t') == std::string_view::npos ? ',' : '\t';
    ParticipantsTable table;
    table.columns = cells(header, delimiter);
    const auto id = std::ranges::find(table.columns, kId);
    if (id == table.columns.end())
        return fail(
            ErrorKind::input,
            fmt::format("{}: has no column participant_id (its columns: {}); name the one that says who "
                        "it is so",
                        file, quotable(header)));
    const auto id_at = std::size_t(id - table.columns.begin());
    const std::size_t width = table.columns.size();
    if (std::set(table.columns.begin(), table.columns.end()).size() != width)
        return fail(ErrorKind::input, fmt::format("{}: two columns have the same name; rename one", file));
    table.columns.erase(id);
    for (std::size_t number = 2; !rest.empty(); ++number) {
        const std::string_view line = take_line(rest);
        if (trimmed(line).empty()) continue;
        auto row = cells(line, delimiter);
        if (row.size() != width)
            return fail(ErrorKind::input,
                        fmt::format("{}:{}: {} cells, but the header names {}; mend that line", file, number,
                                    row.size(), width));
        const std::string who = bare_participant(row[id_at]);
        if (who.empty())
            return fail(ErrorKind::input,
                        fmt::format("{}:{}: says not who it is of; fill in {} or delete the line", file,
                                    number, kId));
        row.erase(row.begin() + std::ptrdiff_t(id_at));
        if (!table.rows.emplace(who, std::move(row)).second)
            return fail(ErrorKind::input, fmt::format("{}:{}: {} has a row already; a person has one", file,
                                                      number, quotable(who)));
    }
    return table;
}

Result<ParticipantsTable> read_participants(const std::filesystem::path& file) {
    const auto bytes = read_bytes(file);
    if (!bytes) return tl::unexpected(bytes.error());
    return parse_participants(*bytes, file.filename().string());
}

}  // namespace sacrum::firmware_bridge
