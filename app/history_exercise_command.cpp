// sacrum history exercise: what was prescribed to a person, and on which days it was done.
#include <fmt/format.h>

#include <charconv>
#include <memory>
#include <sstream>

#include "analysis/exercise_adherence.hpp"
#include "app/exercise_words.hpp"
#include "app/history_commands.hpp"
#include "app/history_file.hpp"
#include "app/terminal.hpp"
#include "sinks/export/utc_text.hpp"
#include "sinks/history/screening_history_words.hpp"

namespace sacrum::app {
namespace {

using std::chrono::sys_days;

struct Words {
    HistoryWords history;
    std::optional<std::string> prescribe;
    std::string dose;
    std::string why;
    std::optional<std::string> side;
    std::optional<std::string> done;
    std::optional<std::string> undone;
    std::optional<std::string> stop;
    std::optional<std::string> date;
};

Result<sys_days> day_of_call(const Words& words) {
    if (!words.date) return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    const auto moment = sinks::moment_of(*words.date);
    if (!moment)
        return fail(ErrorKind::usage, fmt::format("--date {}: wants a date as 2026-03-01", *words.date));
    return std::chrono::floor<std::chrono::days>(*moment);
}

// "3,4", or "all" of those that hold on the day.
Result<std::vector<std::int64_t>> numbers_of(const std::string& words,
                                             const std::vector<PrescribedExercise>& exercises, sys_days day) {
    std::vector<std::int64_t> numbers;
    if (words == "all") {
        for (const PrescribedExercise& exercise : exercises)
            if (exercise.holds_on(day)) numbers.push_back(exercise.id);
        if (!numbers.empty()) return numbers;
        return fail(ErrorKind::usage, fmt::format("all: no exercise holds on {}; --prescribe begins one",
                                                  sinks::day_text(day)));
    }
    std::istringstream entries(words);
    for (std::string entry; std::getline(entries, entry, ',');) {
        std::int64_t number = 0;
        const char* end = entry.data() + entry.size();
        const auto read = std::from_chars(entry.data(), end, number);
        if (read.ec != std::errc() || read.ptr != end)
            return fail(ErrorKind::usage, fmt::format("{}: wants numbers as in 3,4, or all", words));
        numbers.push_back(number);
    }
    return numbers;
}

Result<void> change(sinks::HistoryStore& store, const sinks::Person& person, const Words& words,
                    sys_days day) {
    if (words.prescribe) {
        PrescribedExercise exercise{.name = *words.prescribe,
                                    .dose = words.dose,
                                    .progression = {},
                                    .why = words.why,
                                    .from = day,
                                    .days_per_week = analysis::days_per_week_of(words.dose),
                                    .done = {}};
        if (words.side) exercise.side = *words.side == "L" ? Side::left : Side::right;
        if (auto kept = store.prescribe(person, exercise); !kept) return tl::unexpected(kept.error());
    }
    const auto exercises = store.exercises(person);
    if (!exercises) return tl::unexpected(exercises.error());
    const auto each = [&](const std::optional<std::string>& said, const auto& action) -> Result<void> {
        if (!said) return {};
        const auto numbers = numbers_of(*said, *exercises, day);
        if (!numbers) return tl::unexpected(numbers.error());
        for (const std::int64_t number : *numbers)
            if (auto did = action(number); !did) return did;
        return {};
    };
    using Noted = sinks::HistoryStore::Noted;
    if (auto did =
            each(words.done, [&](auto number) { return store.note(person, number, day, Noted::done); });
        !did)
        return did;
    if (auto did =
            each(words.undone, [&](auto number) { return store.note(person, number, day, Noted::not_done); });
        !did)
        return did;
    return each(words.stop, [&](auto number) { return store.stop(person, number, day); });
}

ExitCode exercise(const Words& words) {
    const auto day = day_of_call(words);
    if (!day) return refuse(day.error());
    auto store = open_history(words.history);
    if (!store) return refuse(store.error());
    const auto person = store->person(words.history.person);
    if (!person) return refuse(person.error());
    if (auto changed = change(*store, *person, words, *day); !changed) return refuse(changed.error());
    const auto exercises = store->exercises(*person);
    if (!exercises) return refuse(exercises.error());
    if (exercises->empty())
        fmt::print("{}: no exercises yet; --prescribe, or sacrum screen --plan --person {}, begins one\n",
                   name_of(*person), person->code);
    else
        fmt::print("{}\n", name_of(*person));
    print_exercises(*exercises, *day);
    return ExitCode::ok;
}

}  // namespace

Command make_history_exercise_command(CLI::App& history) {
    auto words = std::make_shared<Words>();
    CLI::App* parser = history.add_subcommand(
        "exercise",
        "Keeps which exercises were prescribed to a person, notes when they were done, and shows both.");
    add_person_option(*parser, words->history);
    auto* prescribe = parser->add_option("--prescribe", words->prescribe, "begins an exercise of this name")
                          ->type_name("NAME");
    parser
        ->add_option(
            "--dose", words->dose,
            "how much of it: \"3 × 30 s, 3 days a week\"; days a week, or every day, are what it is held "
            "against")
        ->needs(prescribe);
    parser->add_option("--why", words->why, "what it is for")->needs(prescribe);
    parser->add_option("--side", words->side, "L or R: the side that carries (default: both in turn)")
        ->check(CLI::IsMember({"L", "R"}))
        ->type_name("SIDE")
        ->needs(prescribe);
    parser->add_option("--done", words->done, "notes these exercises as done: 3,4 or all")->type_name("N");
    parser->add_option("--not-done", words->undone, "takes such a note back")->type_name("N");
    parser->add_option("--stop", words->stop, "these no longer hold from the day on")->type_name("N");
    parser->add_option("--date", words->date, "the day it is about, in UTC (default: today)")
        ->type_name("DATE");
    add_history_option(*parser, words->history);
    parser->footer(
        "Without --prescribe, --done, --not-done or --stop it shows them. Who treats a person chooses; "
        "nothing here\n"
        "says what an exercise will change.\n\n"
        "Examples:\n"
        "  All exercises that hold were done today:\n"
        "    sacrum history exercise --person P-7QK2 --done all\n"
        "  One that no test offered:\n"
        "    sacrum history exercise --person P-7QK2 --prescribe 'side plank' --dose '3 × 30 s, 3 days a "
        "week'");
    return {parser, [words] { return exercise(*words); }};
}

}  // namespace sacrum::app
