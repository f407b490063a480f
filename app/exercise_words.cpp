#include "app/exercise_words.hpp"

#include <fmt/format.h>

#include "analysis/exercise_adherence.hpp"
#include "sinks/export/utc_text.hpp"
#include "sinks/history/past_screening_message.hpp"
#include "sinks/history/screening_history_words.hpp"

namespace sacrum::app {

std::string adherence_words(const PrescribedExercise& exercise, std::chrono::sys_days today) {
    const auto adherence = analysis::adherence_of(exercise, today);
    if (!adherence) return fmt::format("begins on {}", sinks::day_text(exercise.from));
    const char* days = adherence->days_done == 1 ? "day" : "days";
    std::string text = adherence->days_asked ? fmt::format("noted on {} {}; the dose asks for {} since {}",
                                                           adherence->days_done, days, *adherence->days_asked,
                                                           sinks::day_text(exercise.from))
                                             : fmt::format("noted on {} {} since {}", adherence->days_done,
                                                           days, sinks::day_text(exercise.from));
    if (exercise.until)
        return text + fmt::format(", until it was stopped on {}", sinks::day_text(*exercise.until));
    return text + fmt::format("; {} of the last 7 days", adherence->done_last_week);
}

std::vector<proto::Exercise> exercises_of(const std::vector<PrescribedExercise>& exercises,
                                          std::chrono::sys_days today) {
    std::vector<proto::Exercise> messages;
    for (const PrescribedExercise& exercise : exercises) {
        if (!exercise.holds_on(today)) continue;
        proto::Exercise& message = messages.emplace_back();
        message.set_name(sinks::exercise_name(exercise));
        message.set_dose(exercise.progression.empty() ? exercise.dose
                                                      : exercise.dose + "; " + exercise.progression);
        message.set_why(exercise.why);
        message.set_done(adherence_words(exercise, today));
    }
    return messages;
}

void add_screenings(const OpenedPerson& opened, proto::PersonHistory& message) {
    const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    for (const PastScreening& screening : opened.screenings)
        *message.add_screenings() = sinks::to_message(screening);
    for (const PrescribedExercise& exercise : opened.exercises)
        *message.add_exercises() = sinks::to_message(exercise, adherence_words(exercise, today));
}

void print_exercises(const std::vector<PrescribedExercise>& exercises, std::chrono::sys_days today) {
    for (const PrescribedExercise& exercise : exercises) {
        fmt::print("  exercise {:>3}  {}\n                {}\n                {}\n", exercise.id,
                   sinks::exercise_name(exercise), exercise.dose, adherence_words(exercise, today));
    }
}

}  // namespace sacrum::app
