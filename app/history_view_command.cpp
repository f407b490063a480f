// sacrum history view: a person's history as a page.
#include <fmt/format.h>

#include <memory>

#include "app/history_commands.hpp"
#include "app/history_file.hpp"
#include "app/history_pool.hpp"
#include "app/person_view.hpp"
#include "app/terminal.hpp"
#include "sinks/export/pending_file.hpp"
#include "sinks/history/page/history_page.hpp"

namespace sacrum::app {
namespace {

struct Words {
    HistoryWords history;
    std::optional<std::filesystem::path> out;
};

ExitCode view(const Words& words) {
    auto opened = open_person(words.history);
    if (!opened) return refuse(opened.error());
    const auto out = words.out.value_or(opened->person.code + ".history.html");
    const auto others = sessions_of_others(opened->store, opened->person);
    if (!others) return refuse(others.error());
    sinks::PersonView shown = person_view(opened->person, std::move(opened->sessions), *others);
    shown.label.reset();  // as in an export: what is handed over has the made-up name alone
    const auto page = sinks::history_page(shown, sinks::PagePlace::file);
    if (auto written = sinks::write_whole_file(out, page); !written) return refuse(written.error());
    fmt::print("{}\n", out.string());
    return ExitCode::ok;
}

}  // namespace

Command make_history_view_command(CLI::App& history) {
    auto words = std::make_shared<Words>();
    CLI::App* parser = history.add_subcommand(
        "view",
        "Writes the history of a person as a page: what has changed, the course of the measures, the load.");
    add_person_option(*parser, words->history);
    parser
        ->add_option(
            "--out", words->out,
            "the page, one file that asks nothing of the network (default: P-7QK2.history.html, by the "
            "made-up name, in this folder)")
        ->type_name("FILE");
    add_history_option(*parser, words->history);
    parser->footer(
        "The page has the made-up name, not the label. Beside a live session it is served too: sacrum live, "
        "then History.\n\n"
        "Examples:\n"
        "  A page to look at together:\n"
        "    sacrum history view --person P-7QK2\n"
        "  Of a history that lies elsewhere:\n"
        "    sacrum history view --person anna --file clinic.sqlite --out anna.html");
    return {parser, [words] { return view(*words); }};
}

}  // namespace sacrum::app
