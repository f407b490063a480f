// sacrum history delete: a person with all that is theirs, or one session.
#include <fmt/format.h>

#include <memory>

#include "app/history_commands.hpp"
#include "app/history_file.hpp"
#include "app/terminal.hpp"

namespace sacrum::app {
namespace {

struct Words {
    HistoryWords history;
    std::optional<std::int64_t> session;
    std::optional<std::int64_t> screening;
};

ExitCode erase(const Words& words) {
    auto store = open_history(words.history);
    if (!store) return refuse(store.error());
    const auto person = store->person(words.history.person);
    if (!person) return refuse(person.error());
    const auto deleted = words.session     ? store->delete_session(*person, *words.session)
                         : words.screening ? store->delete_screening(*person, *words.screening)
                                           : store->delete_person(*person);
    if (!deleted) return refuse(deleted.error());
    if (words.session)
        fmt::print("session {} of {}: deleted\n", *words.session, person->code);
    else if (words.screening)
        fmt::print("screening {} of {}: deleted\n", *words.screening, person->code);
    else
        fmt::print("{} and {} session{}: deleted\n", person->code, person->sessions,
                   person->sessions == 1 ? "" : "s");
    return ExitCode::ok;
}

}  // namespace

Command make_history_delete_command(CLI::App& history) {
    auto words = std::make_shared<Words>();
    CLI::App* parser = history.add_subcommand(
        "delete",
        "Deletes a person and everything of theirs, or one session or test, so that no trace is left in the "
        "history.");
    add_person_option(*parser, words->history);
    parser->add_option("--session", words->session, "only the session of this number")->type_name("N");
    parser->add_option("--screening", words->screening, "only the guided test of this number")
        ->type_name("N")
        ->excludes("--session");
    add_history_option(*parser, words->history);
    parser->footer(
        "Recordings, reports, exports and copies of the history elsewhere are not touched.\n\n"
        "Examples:\n"
        "  A person with all sessions:\n"
        "    sacrum history delete --person P-7QK2\n"
        "  One session that was somebody else's:\n"
        "    sacrum history delete --person P-7QK2 --session 12");
    return {parser, [words] { return erase(*words); }};
}

}  // namespace sacrum::app
