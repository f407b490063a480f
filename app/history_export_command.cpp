// sacrum history export: what is kept of a person, as a table or as JSON.
#include <fmt/format.h>

#include <memory>

#include "app/exercise_words.hpp"
#include "app/history_commands.hpp"
#include "app/history_file.hpp"
#include "app/terminal.hpp"
#include "sinks/export/pending_file.hpp"
#include "sinks/history/history_table.hpp"
#include "sinks/history/past_session_message.hpp"
#include "sinks/report/report_message.hpp"

namespace sacrum::app {
namespace {

struct Words {
    HistoryWords history;
    std::filesystem::path out;
};

ExitCode export_person(const Words& words) {
    const auto extension = words.out.extension();
    if (extension != ".csv" && extension != ".json")
        return refuse({ErrorKind::usage,
                       fmt::format("--out {}: wants a name that ends in .csv or .json", words.out.string())});
    const auto opened = open_person(words.history);
    if (!opened) return refuse(opened.error());
    std::string text;
    if (extension == ".csv") {
        text = sinks::history_table(opened->person.code, opened->sessions);
    } else {
        proto::PersonHistory message;
        message.set_person(opened->person.code);
        for (const PastSession& session : opened->sessions)
            *message.add_sessions() = sinks::to_message(session);
        add_screenings(*opened, message);
        text = sinks::json_text(message);
    }
    const auto wrote = sinks::write_whole_file(words.out, text);
    if (!wrote) return refuse(wrote.error());
    fmt::print("{}  {} session{}  {}\n", opened->person.code, opened->sessions.size(),
               opened->sessions.size() == 1 ? "" : "s", words.out.string());
    return ExitCode::ok;
}

}  // namespace

Command make_history_export_command(CLI::App& history) {
    auto words = std::make_shared<Words>();
    CLI::App* parser = history.add_subcommand(
        "export", "Writes what is kept of a person as a table or as JSON, under the made-up name only.");
    add_person_option(*parser, words->history);
    parser
        ->add_option("--out", words->out,
                     "NAME.csv: a row per session, side and measure; NAME.json, with tests and exercises "
                     "too: the message PersonHistory of "
                     "proto/history.proto")
        ->required()
        ->type_name("FILE");
    add_history_option(*parser, words->history);
    parser->footer(
        "The label stays behind; names of recordings and surfaces go along as they were given.\n\n"
        "Examples:\n"
        "  For a spreadsheet:\n"
        "    sacrum history export --person P-7QK2 --out P-7QK2.csv\n"
        "  For another program:\n"
        "    sacrum history export --person P-7QK2 --out P-7QK2.json");
    return {parser, [words] { return export_person(*words); }};
}

}  // namespace sacrum::app
