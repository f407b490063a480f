// sacrum history add: recordings or reports in, sessions of a person kept.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "app/analysis_options.hpp"
#include "app/history_commands.hpp"
#include "app/history_file.hpp"
#include "app/kept_screening.hpp"
#include "app/progress_bar.hpp"
#include "app/session_context_words.hpp"
#include "app/session_report_file.hpp"
#include "app/terminal.hpp"
#include "sinks/history/past_screening_message.hpp"
#include "sinks/history/past_session_message.hpp"
#include "sinks/history/session_digest.hpp"
#include "sinks/report/findings.hpp"

namespace sacrum::app {
namespace {

struct Words {
    HistoryWords history;
    std::vector<std::filesystem::path> files;
    std::string context;
    bool is_new = false;
    bool replace = false;
    FileWords file;
};

struct ReadSession {
    PastSession session;
    sinks::SessionDigests digests;
    bool is_date_guessed = false;
};

Result<ReadSession> read_session(const std::filesystem::path& file, const AnalyzeSettings& settings,
                                 const SaidContext& said) {
    auto digest = sinks::digest_of_file(file);
    if (!digest) return tl::unexpected(digest.error());
    ProgressBar bar(is_terminal(stderr));
    const std::string name = file.filename().string();
    const auto analyzed = session_report_of(file, settings, [&](double share) { bar.show(share, name); });
    bar.clear();
    if (!analyzed) return tl::unexpected(analyzed.error());
    const auto& [report, origin] = *analyzed;

    ReadSession read{sinks::past_session(report), {*digest, sinks::digest_of_strides(report)}};
    SessionContext& context = read.session.context;
    const auto speed_of_report = context.speed_m_per_s;
    context = said.context;
    if (!context.speed_m_per_s) context.speed_m_per_s = speed_of_report;
    read.session.device =
        origin.serial_number.empty() ? origin.device_model : origin.device_model + " " + origin.serial_number;
    const SessionMoment moment = moment_of(file, report, said.began);
    read.session.began = moment.began;
    read.is_date_guessed = moment.is_guessed;
    return read;
}

std::string outcome_words(const sinks::AddedSession& added, const PastSession& session) {
    switch (added.outcome) {
        case sinks::AddOutcome::added: return "added";
        case sinks::AddOutcome::replaced: return "measured anew";
        case sinks::AddOutcome::already_there: break;
    }
    return added.algorithm_version == session.report.algorithm_version
               ? "is there already, not counted twice"
               : fmt::format("is there already, by methods {}; --replace measures it anew",
                             added.algorithm_version);
}

Result<sinks::Person> whose(sinks::HistoryStore& store, const Words& words) {
    const std::string& name = words.history.person;
    if (words.is_new) return store.add_person(name.empty() ? std::nullopt : std::optional(name));
    return store.person(name);
}

// A guided test that sacrum screen --out has written. Where a person is to be begun, with it.
ExitCode add_result(const proto::ScreeningResult& result, const std::filesystem::path& file,
                    const Words& words, const SaidContext& said, sinks::HistoryStore& store,
                    std::optional<sinks::Person>& person) {
    if (!sinks::past_screening(result))
        return refuse({ErrorKind::input, fmt::format("{}: this test was not valid, so it is not kept ({})",
                                                     file.string(), result.remark())});
    if (!person) {
        auto begun = whose(store, words);
        if (!begun) return refuse(begun.error());
        person = std::move(*begun);
    }
    const SessionMoment moment = moment_of(file, {}, said.began);
    const auto added = keep_screening(store, *person, result, moment.began);
    if (!added) return refuse(added.error());
    fmt::print("{}\n", *added);
    std::fflush(stdout);
    if (moment.is_guessed) say_guessed(file, moment.began, "--context date=");
    return ExitCode::ok;
}

ExitCode add(const Words& words) {
    if (words.history.person.empty() && !words.is_new)
        return refuse(
            {ErrorKind::usage, "history add: --person says whose sessions these are; --new begins a person"});
    const auto said = parse_session_context(words.context);
    if (!said) return refuse(said.error());
    const auto settings = settings_of(words.file);
    if (!settings) return refuse(settings.error());
    auto store = open_history(words.history, sinks::WhenMissing::make);
    if (!store) return refuse(store.error());
    std::optional<sinks::Person> person;
    if (!words.is_new) {
        auto found = whose(*store, words);
        if (!found) return refuse(found.error());
        person = std::move(*found);
    }

    ExitCode code = ExitCode::ok;
    for (const auto& file : words.files) {
        if (const auto result = sinks::read_screening(file)) {
            code = std::max(code, add_result(*result, file, words, *said, *store, person));
            continue;
        }
        const auto read = read_session(file, *settings, *said);
        if (!read) {
            code = std::max(code, refuse(read.error()));
            continue;
        }
        if (!person) {  // a person begins with a session that can be kept
            const auto free = store->check_is_free(read->session, read->digests);
            auto begun = free ? whose(*store, words) : tl::unexpected(free.error());
            if (!begun) {
                code = std::max(code, refuse(begun.error()));
                continue;
            }
            person = std::move(*begun);
        }
        const auto added = store->add_session(*person, read->session, read->digests, words.replace);
        if (!added) {
            code = std::max(code, refuse(added.error()));
            continue;
        }
        fmt::print("{}  session {}  {}: {}\n", person->code, added->id, file.filename().string(),
                   outcome_words(*added, read->session));
        std::fflush(stdout);
        if (read->is_date_guessed && added->outcome != sinks::AddOutcome::already_there)
            say_guessed(file, read->session.began, "--context date=");
    }
    return code;
}

}  // namespace

Command make_history_add_command(CLI::App& history) {
    auto words = std::make_shared<Words>();
    CLI::App* parser =
        history.add_subcommand("add", "Measures recordings and keeps them as sessions of a person.");
    parser
        ->add_option(
            "FILE", words->files,
            "recordings as sacrum analyze takes them, report.json of finished analyses, or results of sacrum "
            "screen --out")
        ->required();
    parser
        ->add_option("--person", words->history.person,
                     "whose: the made-up name, such as P-7QK2, or the label; with --new the label to give")
        ->type_name("P");
    parser->add_flag("--new", words->is_new, "begin a person; a name is made up and printed");
    parser
        ->add_option(
            "--context", words->context,
            "what only you know: surface=road,camber=left_low,distance_km=5,speed=2.8,date=2026-03-01; "
            "speed in m/s, camber level, left_low or right_low; of all the files")
        ->type_name("MAP");
    parser->add_flag("--replace", words->replace,
                     "measure a recording anew that is there already, and take this context");
    add_history_option(*parser, words->history);
    add_file_options(*parser, words->file);
    parser->footer(
        "A recording that comes again is recognised by its content and not counted twice.\n\n"
        "Exit codes: 0 all kept or there already, 2 the call cannot be understood, 3 a recording could not "
        "be "
        "read (the\n"
        "others were kept), 4 the history could not be written, 1 a fault of the program.\n\n"
        "Examples:\n"
        "  The first session of a person who is called anna here:\n"
        "    sacrum history add run.sacrum --new --person anna\n"
        "  The next one, with what the sensor cannot know:\n"
        "    sacrum history add run2.csv --person anna --context surface=road,distance_km=5,date=2026-03-08");
    return {parser, [words] { return add(*words); }};
}

}  // namespace sacrum::app
