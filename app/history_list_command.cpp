// sacrum history list: who is there, or the sessions of one person.
#include <fmt/format.h>

#include <memory>

#include "app/history_commands.hpp"
#include "app/history_file.hpp"
#include "app/terminal.hpp"
#include "sinks/export/utc_text.hpp"
#include "sinks/report/findings.hpp"

namespace sacrum::app {
namespace {

std::string context_words(const PastSession& session) {
    std::string text;
    const SessionContext& context = session.context;
    if (context.surface) text += "  " + *context.surface;
    if (context.camber) text += fmt::format("  camber {}", word(*context.camber));
    if (context.distance_km) text += fmt::format("  {:.4g} km", *context.distance_km);
    if (context.speed_m_per_s) text += fmt::format("  {:.3g} m/s", *context.speed_m_per_s);
    return text;
}

ExitCode list_people(const HistoryWords& words) {
    const auto store = open_history(words);
    if (!store) return refuse(store.error());
    const auto people = store->people();
    if (!people) return refuse(people.error());
    for (const sinks::Person& person : *people) {
        fmt::print("{}  {:>4} session{}  {}\n", person.code, person.sessions,
                   person.sessions == 1 ? " " : "s", person.label.value_or(""));
    }
    return ExitCode::ok;
}

ExitCode list(const HistoryWords& words) {
    if (words.person.empty()) return list_people(words);
    const auto opened = open_person(words);
    if (!opened) return refuse(opened.error());
    for (const PastSession& session : opened->sessions) {
        const SessionReport& report = session.report;
        fmt::print("session {:>3}  {}  {}, {}, quality {}, methods {}, {}{}\n", session.id, day_of(session),
                   word(report.main_gait), sinks::duration_words(report.duration), word(report.verdict),
                   report.algorithm_version, report.recording, context_words(session));
    }
    for (const PastScreening& screening : opened->screenings)
        fmt::print("screening {}  {}  {}, methods {}\n", screening.id, sinks::day_text(screening.done),
                   title_of(screening.test), screening.algorithm_version);
    return ExitCode::ok;
}

}  // namespace

Command make_history_list_command(CLI::App& history) {
    auto words = std::make_shared<HistoryWords>();
    CLI::App* parser =
        history.add_subcommand("list", "Lists the people, or the sessions and guided tests of one of them.");
    parser->add_option("--person", words->person, "whose sessions: the made-up name or the label")
        ->type_name("P");
    add_history_option(*parser, *words);
    parser->footer(
        "Examples:\n"
        "  Who is there:\n"
        "    sacrum history list\n"
        "  The sessions of one person, with their numbers:\n"
        "    sacrum history list --person P-7QK2");
    return {parser, [words] { return list(*words); }};
}

}  // namespace sacrum::app
