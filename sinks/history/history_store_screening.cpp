// The part of HistoryStore that keeps guided tests and exercises.
#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>

#include "sinks/export/utc_text.hpp"
#include "sinks/history/guarded.hpp"
#include "sinks/history/history_store.hpp"
#include "sinks/history/screening_rows.hpp"

namespace sacrum::sinks {
namespace {

using std::chrono::sys_days;

std::int64_t number_of(sys_days day) { return day.time_since_epoch().count(); }

// Ends on that day, without notes from it on.
void end_exercise(SQLite::Database& database, std::int64_t exercise, sys_days day) {
    SQLite::Statement end(database, "UPDATE exercises SET until_utc_day = ? WHERE id = ?");
    end.bind(1, number_of(day));
    end.bind(2, exercise);
    end.exec();
    SQLite::Statement forget(database, "DELETE FROM exercise_days WHERE exercise_id = ? AND utc_day >= ?");
    forget.bind(1, exercise);
    forget.bind(2, number_of(day));
    forget.exec();
}

}  // namespace

Result<AddedSession> HistoryStore::add_screening(const Person& person, const PastScreening& screening,
                                                 const std::string& digest) {
    return guarded(file_, [&]() -> Result<AddedSession> {
        SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
        SQLite::Statement found(*database_,
                                "SELECT id, person_id, algorithm_version FROM screenings WHERE digest = ?");
        found.bind(1, digest);
        if (found.executeStep()) {
            const std::int64_t id = found.getColumn(0).getInt64();
            if (found.getColumn(1).getInt64() != person.id)
                return fail(
                    ErrorKind::usage,
                    fmt::format(
                        "{}: is kept already, as screening {} of another person; delete it there first "
                        "if it belongs to this one",
                        title_of(screening.test), id));
            return AddedSession{AddOutcome::already_there, id, found.getColumn(2).getString()};
        }
        const std::int64_t id = insert_screening(*database_, person.id, screening, digest);
        transaction.commit();
        return AddedSession{AddOutcome::added, id, screening.algorithm_version};
    });
}

Result<std::vector<PastScreening>> HistoryStore::screenings(const Person& person) const {
    return guarded(file_, [&]() -> Result<std::vector<PastScreening>> {
        return select_screenings(*database_, person.id);
    });
}

Result<std::vector<PrescribedExercise>> HistoryStore::exercises(const Person& person) const {
    return guarded(file_, [&]() -> Result<std::vector<PrescribedExercise>> {
        return select_exercises(*database_, person.id);
    });
}

Result<std::int64_t> HistoryStore::prescribe(const Person& person, const PrescribedExercise& exercise) {
    return guarded(file_, [&]() -> Result<std::int64_t> {
        const auto all = exercises(person);
        if (!all) return tl::unexpected(all.error());
        SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
        for (const PrescribedExercise& before : *all) {
            if (before.name != exercise.name || before.side != exercise.side ||
                !before.holds_on(exercise.from))
                continue;
            if (before.dose == exercise.dose) return before.id;
            end_exercise(*database_, before.id, exercise.from);
        }
        const std::int64_t id = insert_exercise(*database_, person.id, exercise);
        transaction.commit();
        return id;
    });
}

Result<PrescribedExercise> HistoryStore::exercise(const Person& person, std::int64_t id) const {
    auto all = exercises(person);
    if (!all) return tl::unexpected(all.error());
    const auto found = std::ranges::find(*all, id, &PrescribedExercise::id);
    if (found != all->end()) return *found;
    return fail(ErrorKind::usage,
                fmt::format("exercise {}: {} has none of this number; sacrum history exercise --person "
                            "{} shows them",
                            id, person.code, person.code));
}

Result<void> HistoryStore::note(const Person& person, std::int64_t id, sys_days day, Noted noted) {
    return guarded(file_, [&]() -> Result<void> {
        const auto found = exercise(person, id);
        if (!found) return tl::unexpected(found.error());
        if (!found->holds_on(day))
            return fail(ErrorKind::usage,
                        fmt::format("exercise {}: does not hold on {}; name a day from {} on{} with --date",
                                    id, day_text(day), day_text(found->from),
                                    found->until ? " and before " + day_text(*found->until) : ""));
        SQLite::Statement row(*database_,
                              noted == Noted::done
                                  ? "INSERT OR IGNORE INTO exercise_days VALUES (?, ?)"
                                  : "DELETE FROM exercise_days WHERE exercise_id = ? AND utc_day = ?");
        row.bind(1, id);
        row.bind(2, number_of(day));
        row.exec();
        return {};
    });
}

Result<void> HistoryStore::stop(const Person& person, std::int64_t id, sys_days day) {
    return guarded(file_, [&]() -> Result<void> {
        const auto found = exercise(person, id);
        if (!found) return tl::unexpected(found.error());
        SQLite::Transaction transaction(*database_, SQLite::TransactionBehavior::IMMEDIATE);
        end_exercise(*database_, id, day);
        transaction.commit();
        return {};
    });
}

}  // namespace sacrum::sinks
