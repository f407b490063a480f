#include "sinks/history/history_schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <array>

namespace sacrum::sinks {
namespace {

// A measure's side is L, R or B (of the whole stride).
constexpr const char* kPeopleSessionsMeasures = R"sql(
CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE COLLATE NOCASE,
    label TEXT UNIQUE COLLATE NOCASE
) STRICT;
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    file_digest TEXT NOT NULL UNIQUE,
    content_digest TEXT NOT NULL UNIQUE,
    began_utc_s INTEGER NOT NULL,
    recording TEXT NOT NULL,
    program_version TEXT NOT NULL,
    algorithm_version TEXT NOT NULL,
    pass TEXT NOT NULL,
    gait TEXT NOT NULL,
    verdict TEXT NOT NULL,
    duration_s REAL NOT NULL,
    contacts INTEGER NOT NULL,
    side_confidence REAL NOT NULL,
    standing_sd_deg REAL,
    distance_km REAL,
    speed_m_per_s REAL,
    surface TEXT
) STRICT;
CREATE INDEX sessions_of_person ON sessions(person_id, began_utc_s);
CREATE TABLE sides (
    session_id INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
    side TEXT NOT NULL,
    strides_used INTEGER NOT NULL,
    strides_rejected INTEGER NOT NULL,
    PRIMARY KEY (session_id, side)
) STRICT, WITHOUT ROWID;
CREATE TABLE measures (
    session_id INTEGER NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
    side TEXT NOT NULL,
    metric TEXT NOT NULL,
    strides INTEGER NOT NULL,
    median REAL NOT NULL,
    spread REAL NOT NULL,
    standard_error REAL NOT NULL,
    sampling_error REAL NOT NULL,
    ci95_low REAL NOT NULL,
    ci95_high REAL NOT NULL,
    mdc95 REAL,
    PRIMARY KEY (session_id, side, metric)
) STRICT, WITHOUT ROWID;
)sql";

// Which device it was, which side of the path lay lower, and whether there was an incline, where the
// model of the landing does not hold.
constexpr const char* kDevicesAndCamber = R"sql(
CREATE TABLE devices (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
ALTER TABLE sessions ADD COLUMN device_id INTEGER REFERENCES devices(id);
ALTER TABLE sessions ADD COLUMN camber TEXT;
ALTER TABLE sessions ADD COLUMN has_incline INTEGER NOT NULL DEFAULT 0;
)sql";

// Guided tests, and what was prescribed and done. A day is the number of days since 1970-01-01.
constexpr const char* kScreeningsAndExercises = R"sql(
CREATE TABLE screenings (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    digest TEXT NOT NULL UNIQUE,
    done_utc_s INTEGER NOT NULL,
    test TEXT NOT NULL,
    program_version TEXT NOT NULL,
    algorithm_version TEXT NOT NULL,
    is_guided INTEGER NOT NULL
) STRICT;
CREATE INDEX screenings_of_person ON screenings(person_id, done_utc_s);
CREATE TABLE screening_measures (
    screening_id INTEGER NOT NULL REFERENCES screenings(id) ON DELETE CASCADE,
    side TEXT NOT NULL,
    measure TEXT NOT NULL,
    value REAL NOT NULL,
    standard_error REAL,
    PRIMARY KEY (screening_id, side, measure)
) STRICT, WITHOUT ROWID;
CREATE TABLE exercises (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    side TEXT NOT NULL,
    dose TEXT NOT NULL,
    progression TEXT NOT NULL,
    why TEXT NOT NULL,
    from_utc_day INTEGER NOT NULL,
    until_utc_day INTEGER,
    days_per_week REAL
) STRICT;
CREATE INDEX exercises_of_person ON exercises(person_id, from_utc_day);
CREATE TABLE exercise_days (
    exercise_id INTEGER NOT NULL REFERENCES exercises(id) ON DELETE CASCADE,
    utc_day INTEGER NOT NULL,
    PRIMARY KEY (exercise_id, utc_day)
) STRICT, WITHOUT ROWID;
)sql";

constexpr std::array kMigrations{kPeopleSessionsMeasures, kDevicesAndCamber, kScreeningsAndExercises};

std::size_t version_of(SQLite::Database& database) {
    return std::size_t(database.execAndGet("PRAGMA user_version").getInt64());
}

}  // namespace

std::span<const char* const> history_migrations() { return kMigrations; }

bool migrate_history(SQLite::Database& database, std::size_t version) {
    if (version_of(database) > kMigrations.size()) return false;
    while (version_of(database) < version) {
        SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
        const std::size_t from = version_of(database);  // another program may have been faster
        if (from >= version) break;
        database.exec(kMigrations[from]);
        database.exec(fmt::format("PRAGMA user_version = {}", from + 1));
        transaction.commit();
    }
    return true;
}

bool migrate_history(SQLite::Database& database) { return migrate_history(database, kMigrations.size()); }

}  // namespace sacrum::sinks
