// sacrum history show: a person's newest session beside their own baseline.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "analysis/session_change.hpp"
#include "app/exercise_words.hpp"
#include "app/history_commands.hpp"
#include "app/history_file.hpp"
#include "app/history_pool.hpp"
#include "app/terminal.hpp"
#include "sinks/export/utc_text.hpp"
#include "sinks/history/change_words.hpp"
#include "sinks/history/past_session_message.hpp"
#include "sinks/history/screening_history_words.hpp"
#include "sinks/report/findings.hpp"
#include "sinks/report/report_message.hpp"

namespace sacrum::app {
namespace {

struct Words {
    HistoryWords history;
    std::optional<std::string> since;
    bool json = false;
};

// The newest session against all before, or all since a day against those before it.
Result<SessionChanges> changes_of(const OpenedPerson& opened, const std::optional<std::string>& since) {
    const std::vector<PastSession>& sessions = opened.sessions;
    if (sessions.empty()) return SessionChanges{};
    auto first_new = sessions.end() - 1;
    if (since) {
        const auto day = sinks::moment_of(*since);
        if (!day)
            return fail(ErrorKind::usage, fmt::format("--since {}: wants a date as 2026-03-01", *since));
        const auto from = std::chrono::floor<std::chrono::days>(*day);
        first_new =
            std::ranges::find_if(sessions, [&](const PastSession& session) { return session.began >= from; });
    }
    const std::span<const PastSession> earlier{sessions.begin(), first_new};
    const auto pooled = pooled_for(opened, earlier, sessions.back());
    if (!pooled) return tl::unexpected(pooled.error());
    return analysis::changes_since(earlier, {first_new, sessions.end()},
                                   since ? analysis::BaselineChoice::latest : analysis::BaselineChoice::first,
                                   *pooled);
}

std::string chance_words(const std::vector<SessionChange>& changes) {
    const auto known = std::ranges::count_if(
        changes, [](const SessionChange& change) { return change.verdict != ChangeVerdict::not_known; });
    const auto shown = std::ranges::count(changes, ChangeVerdict::more_than_chance, &SessionChange::verdict);
    return fmt::format("{} of {} lines show a change; by chance alone it would be about one in twenty.",
                       shown, known);
}

// "1.6° [a]"
std::string limit_words(const SessionChange& change, std::vector<ChangeBasis>& bases) {
    if (!change.detectable) return "not known";
    if (std::ranges::find(bases, change.basis) == bases.end()) bases.push_back(change.basis);
    const auto index = std::ranges::find(bases, change.basis) - bases.begin();
    return fmt::format("{} [{}]", sinks::with_unit(change.metric, *change.detectable), char('a' + index));
}

std::string verdict_words(const SessionChange& change) {
    if (change.verdict != ChangeVerdict::more_than_chance) return word(change.verdict);
    return fmt::format("{} than usual for you", change.change() > 0.0 ? "more" : "less");
}

void print_table(const std::vector<SessionChange>& changes) {
    std::vector<ChangeBasis> bases;
    double least_power = 1.0;
    fmt::print("\n  {:<40}{:>10}{:>10}{:>10}   {:<14}{}\n", "", "before", "now", "change", "must exceed",
               "so");
    for (const SessionChange& change : changes) {
        fmt::print("  {:<40}{:>10}{:>10}{:>10}   {:<14}{}\n", sinks::measure_words(change),
                   sinks::with_unit(change.metric, change.before),
                   sinks::with_unit(change.metric, change.now),
                   sinks::with_unit(change.metric, change.change()), limit_words(change, bases),
                   verdict_words(change));
        if (change.power) least_power = std::min(least_power, *change.power);
    }
    fmt::print("\n");
    for (std::size_t i = 0; i < bases.size(); ++i)
        fmt::print("  [{}] from {}\n", char('a' + i), word(bases[i]));
    std::vector<std::string> reasons;
    for (const SessionChange& change : changes) {
        if (change.reason.empty() || std::ranges::find(reasons, change.reason) != reasons.end()) continue;
        reasons.push_back(change.reason);
        fmt::print("  Not known: {}.\n", change.reason);
    }
    fmt::print("  {}\n", chance_words(changes));
    if (least_power < 0.9)
        fmt::print("  Of true changes of 1.5 times the MDC95, {:.0f} of 10 are shown with so few sessions.\n",
                   10.0 * least_power);
}

void print_changes(const SessionChanges& changes) {
    if (changes.changes.empty()) {
        fmt::print("  No earlier session can be compared with it.\n");
    } else {
        fmt::print("  compared with the mean of session{}", changes.baseline.size() == 1 ? "" : "s");
        for (const auto id : changes.baseline) fmt::print(" {}", id);
        fmt::print("\n");
        print_table(changes.changes);
    }
    for (const LeftOutSession& session : changes.left_out)
        fmt::print("  Session {} was left out: {}.\n", session.session, session.reason);
    for (const std::string& remark : changes.remarks) fmt::print("  {}\n", remark);
    if (!changes.baseline.empty() && !changes.remarks.empty())
        fmt::print("  history add --replace --context says it.\n");
}

// The newest of each test, and the exercises that hold.
void print_tests_and_exercises(const OpenedPerson& opened) {
    std::vector<PastScreening> newest;
    for (const ScreeningTest test : kScreeningTests) {
        const auto last = std::find_if(opened.screenings.rbegin(), opened.screenings.rend(),
                                       [&](const PastScreening& one) { return one.test == test; });
        if (last != opened.screenings.rend()) newest.push_back(*last);
    }
    if (!newest.empty())
        fmt::print("\n  guided tests, the newest of each; ± is the 95 % interval of that measurement\n");
    for (const std::string& line : sinks::screening_lines(newest, sinks::main_screening_measures()))
        fmt::print("  {}\n", line);
    const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    std::vector<PrescribedExercise> holding = opened.exercises;
    std::erase_if(holding, [&](const PrescribedExercise& exercise) { return !exercise.holds_on(today); });
    if (!holding.empty()) fmt::print("\n  exercises\n");
    print_exercises(holding, today);
}

ExitCode show(const Words& words) {
    const auto opened = open_person(words.history);
    if (!opened) return refuse(opened.error());
    const auto changes = changes_of(*opened, words.since);
    if (!changes) return refuse(changes.error());
    if (words.json) {
        proto::PersonHistory message;
        message.set_person(opened->person.code);
        message.set_label(opened->person.label.value_or(""));
        for (const PastSession& session : opened->sessions)
            *message.add_sessions() = sinks::to_message(session);
        *message.mutable_changes() = sinks::to_message(*changes);
        add_screenings(*opened, message);
        fmt::print("{}", sinks::json_text(message));
        return ExitCode::ok;
    }
    if (opened->sessions.empty()) {
        fmt::print("{}: no sessions yet; sacrum history add keeps one\n", name_of(opened->person));
        print_tests_and_exercises(*opened);
        return ExitCode::ok;
    }
    const PastSession& newest = opened->sessions.back();
    fmt::print("{}   session {}, {}, {}, {}\n", name_of(opened->person), newest.id, day_of(newest),
               word(newest.report.main_gait), sinks::duration_words(newest.report.duration));
    print_changes(*changes);
    print_tests_and_exercises(*opened);
    return ExitCode::ok;
}

}  // namespace

Command make_history_show_command(CLI::App& history) {
    auto words = std::make_shared<Words>();
    CLI::App* parser = history.add_subcommand(
        "show",
        "Says what has changed with a person's newest session, and whether that is more than chance.");
    add_person_option(*parser, words->history);
    parser
        ->add_option("--since", words->since,
                     "compare all sessions from this day on with those before it (default: the newest "
                     "with the first ten)")
        ->type_name("DATE");
    parser->add_flag("--json", words->json, "as the message PersonHistory of proto/history.proto");
    add_history_option(*parser, words->history);
    parser->footer(
        "Examples:\n"
        "  The newest session beside the person's own baseline:\n"
        "    sacrum history show --person P-7QK2\n"
        "  What changed since the shoes did:\n"
        "    sacrum history show --person P-7QK2 --since 2026-03-01");
    return {parser, [words] { return show(*words); }};
}

}  // namespace sacrum::app
