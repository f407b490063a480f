#include "sinks/cohort/merged_table.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>

#include "sinks/export/table.hpp"

namespace sacrum::sinks {
namespace {

// "name" as SQL has it.
std::string sql_name(std::string_view name) {
    std::string text = "\"";
    for (const char c : name) text += c == '"' ? std::string("\"\"") : std::string(1, c);
    return text + '"';
}

tl::unexpected<Error> refuse(const std::filesystem::path& path, const SQLite::Exception& fault) {
    return fail(ErrorKind::output,
                fmt::format("{}: cannot be written ({}); make room or choose another --out", path.string(),
                            fault.what()));
}

void append_line(std::string& text, std::span<const std::string> cells) {
    bool is_first = true;
    for (const std::string& cell : cells) {
        if (!is_first) text += ',';
        append_cell(text, cell, 0, ',');
        is_first = false;
    }
    text += '\n';
}

}  // namespace

MergedDatabase::MergedDatabase(PendingPath path, std::unique_ptr<SQLite::Database> database)
    : path_(std::move(path)), database_(std::move(database)) {}
MergedDatabase::MergedDatabase(MergedDatabase&&) noexcept = default;
MergedDatabase::~MergedDatabase() = default;

Result<MergedDatabase> MergedDatabase::create(const std::filesystem::path& file) {
    PendingPath path(file);
    try {
        auto database = std::make_unique<SQLite::Database>(path.temporary().string(),
                                                           SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        // Nothing to roll back to: a file that is not finished is thrown away.
        database->exec("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN");
        return MergedDatabase(std::move(path), std::move(database));
    } catch (const SQLite::Exception& fault) {
        return refuse(file, fault);
    }
}

Result<void> MergedDatabase::commit() {
    try {
        database_->exec("COMMIT");
        database_.reset();
    } catch (const SQLite::Exception& fault) {
        return path_.refuse(fault.what());
    }
    return path_.commit();
}

MergedTable::MergedTable(std::filesystem::path path, BlockFile file,
                         std::unique_ptr<SQLite::Statement> insert)
    : path_(std::move(path)), file_(std::move(file)), insert_(std::move(insert)) {}
MergedTable::MergedTable(MergedTable&&) noexcept = default;
MergedTable::~MergedTable() = default;

Result<MergedTable> MergedTable::create(const std::filesystem::path& folder, const std::string& name,
                                        std::vector<MergedColumn> columns, MergedDatabase& database) {
    const auto path = folder / (name + ".csv");
    auto file = BlockFile::create(path);
    if (!file) return tl::unexpected(file.error());
    std::vector<std::string> names;
    std::string declared;
    std::string marks;
    for (const MergedColumn& column : columns) {
        names.push_back(column.name);
        declared += fmt::format("{}{} {}", declared.empty() ? "" : ", ", sql_name(column.name),
                                column.type == MergedType::number ? "NUMERIC" : "TEXT");
        marks += marks.empty() ? "?" : ", ?";
    }
    append_line(file->block(), names);
    try {
        auto& base = *database.database_;
        base.exec(fmt::format("CREATE TABLE {} ({})", sql_name(name), declared));
        auto insert = std::make_unique<SQLite::Statement>(
            base, fmt::format("INSERT INTO {} VALUES ({})", sql_name(name), marks));
        return MergedTable(path, std::move(*file), std::move(insert));
    } catch (const SQLite::Exception& fault) {
        return refuse(path, fault);
    }
}

Result<void> MergedTable::add(std::span<const std::string> cells) {
    append_line(file_.block(), cells);
    try {
        int at = 0;
        for (const std::string& cell : cells) {
            if (cell.empty()) {
                insert_->bind(++at);
            } else {
                insert_->bindNoCopy(++at, cell);  // a column of numbers makes it one
            }
        }
        insert_->exec();
        insert_->reset();
    } catch (const SQLite::Exception& fault) {
        return refuse(path_, fault);
    }
    return file_.spill();
}

Result<void> MergedTable::commit() {
    insert_.reset();
    return file_.commit();
}

std::vector<std::string> csv_cells(std::string_view line) {
    std::vector<std::string> cells(1);
    bool is_quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '"') {
            if (is_quoted && i + 1 < line.size() && line[i + 1] == '"') {
                cells.back() += line[++i];
            } else {
                is_quoted = !is_quoted;
            }
        } else if (c == ',' && !is_quoted) {
            cells.emplace_back();
        } else {
            cells.back() += c;
        }
    }
    return cells;
}

bool is_plain_number(std::string_view text) {
    double number = 0.0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size() || !std::isfinite(number))
        return false;
    const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
    return digits.size() < 2 || digits[0] != '0' || digits[1] == '.';
}

}  // namespace sacrum::sinks
