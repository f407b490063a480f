// Guided tests and exercises as rows of the history's tables. Inserts are made inside a transaction of the
// caller. Throws SQLite::Exception.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/past_screening.hpp"

namespace sacrum::sinks {

std::int64_t insert_screening(SQLite::Database& database, std::int64_t person, const PastScreening& screening,
                              const std::string& digest);
// In order of time.
std::vector<PastScreening> select_screenings(SQLite::Database& database, std::int64_t person);

std::int64_t insert_exercise(SQLite::Database& database, std::int64_t person,
                             const PrescribedExercise& exercise);
// In order of when they began.
std::vector<PrescribedExercise> select_exercises(SQLite::Database& database, std::int64_t person);

}  // namespace sacrum::sinks
