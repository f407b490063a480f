#include "sinks/history/screening_rows.hpp"

namespace sacrum::sinks {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

std::string letter_of(std::optional<Side> side) { return side ? std::string(1, letter(*side)) : "B"; }

std::optional<Side> side_of(const std::string& letter) {
    if (letter == "L") return Side::left;
    return letter == "R" ? std::optional(Side::right) : std::nullopt;
}

std::int64_t number_of(sys_days day) { return day.time_since_epoch().count(); }
sys_days day_of(const SQLite::Column& column) { return sys_days(days(column.getInt64())); }

void insert_values(SQLite::Database& database, std::int64_t screening, const PastScreening& kept) {
    SQLite::Statement row(database, "INSERT INTO screening_measures VALUES (?, ?, ?, ?, ?)");
    for (const PastScreening::Value& value : kept.values) {
        row.bind(1, screening);
        row.bind(2, letter_of(value.side));
        row.bind(3, std::string(id_of(value.kind)));
        row.bind(4, value.value);
        if (value.standard_error)
            row.bind(5, *value.standard_error);
        else
            row.bind(5);
        row.exec();
        row.reset();
    }
}

void read_values(SQLite::Database& database, PastScreening& screening) {
    SQLite::Statement row(
        database,
        "SELECT side, measure, value, standard_error FROM screening_measures WHERE screening_id = ?");
    row.bind(1, screening.id);
    while (row.executeStep()) {
        const auto kind = screening_measure_of(row.getColumn(1).getString());
        if (!kind) continue;  // of a later program
        PastScreening::Value value{.side = side_of(row.getColumn(0).getString()),
                                   .kind = *kind,
                                   .value = row.getColumn(2).getDouble()};
        if (!row.getColumn(3).isNull()) value.standard_error = row.getColumn(3).getDouble();
        screening.values.push_back(value);
    }
}

void read_days(SQLite::Database& database, PrescribedExercise& exercise) {
    SQLite::Statement row(database,
                          "SELECT utc_day FROM exercise_days WHERE exercise_id = ? ORDER BY utc_day");
    row.bind(1, exercise.id);
    while (row.executeStep()) exercise.done.push_back(day_of(row.getColumn(0)));
}

}  // namespace

std::int64_t insert_screening(SQLite::Database& database, std::int64_t person, const PastScreening& screening,
                              const std::string& digest) {
    SQLite::Statement row(database,
                          "INSERT INTO screenings(person_id, digest, done_utc_s, test, program_version, "
                          "algorithm_version, is_guided) VALUES (?, ?, ?, ?, ?, ?, ?)");
    row.bind(1, person);
    row.bind(2, digest);
    row.bind(3, std::int64_t(screening.done.time_since_epoch().count()));
    row.bind(4, std::string(name_of(screening.test)));
    row.bind(5, screening.program_version);
    row.bind(6, screening.algorithm_version);
    row.bind(7, screening.is_guided ? 1 : 0);
    row.exec();
    const std::int64_t id = database.getLastInsertRowid();
    insert_values(database, id, screening);
    return id;
}

std::vector<PastScreening> select_screenings(SQLite::Database& database, std::int64_t person) {
    SQLite::Transaction same_moment(database);
    SQLite::Statement row(
        database,
        "SELECT id, done_utc_s, test, program_version, algorithm_version, is_guided FROM screenings "
        "WHERE person_id = ? ORDER BY done_utc_s, id");
    row.bind(1, person);
    std::vector<PastScreening> screenings;
    while (row.executeStep()) {
        const auto test = screening_test_of(row.getColumn(2).getString());
        if (!test) continue;  // of a later program
        screenings.push_back(
            {.id = row.getColumn(0).getInt64(),
             .done = std::chrono::sys_seconds(std::chrono::seconds(row.getColumn(1).getInt64())),
             .test = *test,
             .program_version = row.getColumn(3).getString(),
             .algorithm_version = row.getColumn(4).getString(),
             .is_guided = row.getColumn(5).getInt() != 0,
             .values = {}});
    }
    for (PastScreening& screening : screenings) read_values(database, screening);
    return screenings;
}

std::int64_t insert_exercise(SQLite::Database& database, std::int64_t person,
                             const PrescribedExercise& exercise) {
    SQLite::Statement row(
        database,
        "INSERT INTO exercises(person_id, name, side, dose, progression, why, from_utc_day, "
        "days_per_week) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    row.bind(1, person);
    row.bind(2, exercise.name);
    row.bind(3, letter_of(exercise.side));
    row.bind(4, exercise.dose);
    row.bind(5, exercise.progression);
    row.bind(6, exercise.why);
    row.bind(7, number_of(exercise.from));
    if (exercise.days_per_week)
        row.bind(8, *exercise.days_per_week);
    else
        row.bind(8);
    row.exec();
    return database.getLastInsertRowid();
}

std::vector<PrescribedExercise> select_exercises(SQLite::Database& database, std::int64_t person) {
    SQLite::Transaction same_moment(database);
    SQLite::Statement row(
        database,
        "SELECT id, name, side, dose, progression, why, from_utc_day, until_utc_day, days_per_week "
        "FROM exercises WHERE person_id = ? ORDER BY from_utc_day, id");
    row.bind(1, person);
    std::vector<PrescribedExercise> exercises;
    while (row.executeStep()) {
        PrescribedExercise& exercise = exercises.emplace_back();
        exercise.id = row.getColumn(0).getInt64();
        exercise.name = row.getColumn(1).getString();
        exercise.side = side_of(row.getColumn(2).getString());
        exercise.dose = row.getColumn(3).getString();
        exercise.progression = row.getColumn(4).getString();
        exercise.why = row.getColumn(5).getString();
        exercise.from = day_of(row.getColumn(6));
        if (!row.getColumn(7).isNull()) exercise.until = day_of(row.getColumn(7));
        if (!row.getColumn(8).isNull()) exercise.days_per_week = row.getColumn(8).getDouble();
    }
    for (PrescribedExercise& exercise : exercises) read_days(database, exercise);
    return exercises;
}

}  // namespace sacrum::sinks
