// A table of a cohort, written twice at once: as CSV, and as a table of the same name in an SQLite database,
// where numbers are numbers and what is absent is NULL. Equal rows give equal bytes.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result.hpp"
#include "sinks/export/block_file.hpp"
#include "sinks/export/pending_path.hpp"

namespace SQLite {
class Database;
class Statement;
}  // namespace SQLite

namespace sacrum::sinks {

enum class MergedType { text, number };
struct MergedColumn {
    std::string name{};
    MergedType type = MergedType::text;
};

// The database that the tables of one merge share; it appears under its name when it is whole.
class MergedDatabase {
  public:
    static Result<MergedDatabase> create(const std::filesystem::path& file);
    MergedDatabase(MergedDatabase&&) noexcept;
    ~MergedDatabase();
    Result<void> commit();

  private:
    friend class MergedTable;
    MergedDatabase(PendingPath path, std::unique_ptr<SQLite::Database> database);
    PendingPath path_;
    std::unique_ptr<SQLite::Database> database_;
};

class MergedTable {
  public:
    // FOLDER/NAME.csv, and NAME in the database, which must outlive this.
    static Result<MergedTable> create(const std::filesystem::path& folder, const std::string& name,
                                      std::vector<MergedColumn> columns, MergedDatabase& database);
    MergedTable(MergedTable&&) noexcept;
    ~MergedTable();

    // A cell a column, bare; an empty one is absent.
    Result<void> add(std::span<const std::string> cells);
    Result<void> commit();

  private:
    MergedTable(std::filesystem::path path, BlockFile file, std::unique_ptr<SQLite::Statement> insert);
    std::filesystem::path path_;
    BlockFile file_;
    std::unique_ptr<SQLite::Statement> insert_;
};

// The bare cells of a line of such a CSV.
std::vector<std::string> csv_cells(std::string_view line);

// Whether it is a number as SQL and every reader of CSV has it: "1.70", not "007", "inf" or "0x1".
bool is_plain_number(std::string_view text);

}  // namespace sacrum::sinks
