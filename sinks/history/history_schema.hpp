// The tables of a history, and how a file of an earlier version becomes one of this version. The version is
// SQLite's user_version.
#pragma once

#include <cstddef>
#include <span>

namespace SQLite {
class Database;
}

namespace sacrum::sinks {

// Each takes the file from version i to i + 1 and is never changed once released.
std::span<const char* const> history_migrations();

// Up to `version`, by default the newest. A migration happens as a whole or not at all, and once, also where
// two programs open the file together. False when the file is of a later version than this program knows.
// Throws SQLite::Exception.
[[nodiscard]] bool migrate_history(SQLite::Database& database, std::size_t version);
[[nodiscard]] bool migrate_history(SQLite::Database& database);

}  // namespace sacrum::sinks
