#include "app/kept_screening.hpp"

#include <fmt/format.h>

#include "analysis/exercise_adherence.hpp"
#include "sinks/history/past_screening_message.hpp"
#include "sinks/history/screening_history_words.hpp"

namespace sacrum::app {

Result<std::string> keep_screening(sinks::HistoryStore& store, const sinks::Person& person,
                                   const proto::ScreeningResult& result, std::chrono::sys_seconds done) {
    auto screening = sinks::past_screening(result);
    if (!screening)
        return fail(ErrorKind::input, "the test was not valid, so it is not kept: " + result.remark());
    screening->done = done;
    const auto added = store.add_screening(person, *screening, sinks::digest_of_screening(*screening));
    if (!added) return tl::unexpected(added.error());
    return fmt::format(
        "{}  screening {}  {}: {}", person.code, added->id, title_of(screening->test),
        added->outcome == sinks::AddOutcome::added ? "added" : "is there already, not counted twice");
}

Result<std::string> prescribe_plan(sinks::HistoryStore& store, const sinks::Person& person,
                                   const proto::ScreeningResult& result, std::chrono::sys_seconds done) {
    std::string text;
    for (const proto::PlannedExercise& planned : result.plan()) {
        PrescribedExercise exercise{.name = planned.name(),
                                    .dose = planned.dose(),
                                    .progression = planned.progression(),
                                    .why = planned.why(),
                                    .from = std::chrono::floor<std::chrono::days>(done),
                                    .days_per_week = analysis::days_per_week_of(planned.dose()),
                                    .done = {}};
        if (planned.side() != proto::SIDE_NOT_KNOWN)
            exercise.side = planned.side() == proto::LEFT ? Side::left : Side::right;
        const auto id = store.prescribe(person, exercise);
        if (!id) return tl::unexpected(id.error());
        text += fmt::format("{}  exercise {}  {}: prescribed\n", person.code, *id,
                            sinks::exercise_name(exercise));
    }
    return text;
}

}  // namespace sacrum::app
