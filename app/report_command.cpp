// sacrum report: a session, and earlier ones of the same person, in; a page for people out.
#include <fmt/format.h>

#include <fstream>
#include <memory>

#include "app/analysis_options.hpp"
#include "app/command.hpp"
#include "app/progress_bar.hpp"
#include "app/recording_name.hpp"
#include "app/report_history.hpp"
#include "app/session_report_file.hpp"
#include "app/terminal.hpp"
#include "sinks/export/pending_file.hpp"
#include "sinks/export/utc_text.hpp"
#include "sinks/report/html_report.hpp"
#include "sinks/report/page/self_contained_page.hpp"

namespace sacrum::app {
namespace {

using Path = std::filesystem::path;

struct Words {
    std::vector<Path> files;
    std::optional<Path> previous;
    std::optional<Path> out;
    std::optional<std::string> date;
    ReportHistoryWords history;
    FileWords analysis;
};

Result<std::optional<std::chrono::sys_seconds>> said_date(const Words& words) {
    if (!words.date) return std::optional<std::chrono::sys_seconds>();
    const auto date = sinks::moment_of(*words.date);
    if (!date)
        return fail(ErrorKind::usage,
                    fmt::format("--date {}: wants a date as 2026-03-01 or 2026-03-01T09:30", *words.date));
    return date;
}

// Those of one person, in order of time; the last is the one reported.
Result<std::vector<Path>> sessions_of(const Words& words) {
    std::vector<Path> files = words.files;
    if (!words.history.history.person.empty() && (words.previous || files.size() > 1))
        return fail(ErrorKind::usage,
                    "--person takes earlier sessions from the history; name one FILE, and no --previous");
    if (words.history.history.person.empty() && (words.history.since || words.history.history.file))
        return fail(ErrorKind::usage, "--since and --file speak of a history; say whose with --person");
    if (words.previous) {
        if (files.size() > 1)
            return fail(ErrorKind::usage,
                        "--previous names last time, and so does the FILE before the last; leave one out");
        files.insert(files.begin(), *words.previous);
    }
    for (std::size_t i = 0; i < files.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k)
            if (files[i].lexically_normal() == files[k].lexically_normal())
                return fail(ErrorKind::usage,
                            fmt::format("{} is named twice; leave one out", files[i].string()));
    }
    return files;
}

// Where sessions say when they were, they must come in that order.
Result<void> check_order(const std::vector<Path>& files, const sinks::ReportContent& content,
                         std::size_t at) {
    const std::string& now =
        at + 1 < files.size() ? content.earlier[at].began_utc() : content.report.began_utc();
    if (now.empty()) return {};
    for (std::size_t i = 0; i < at; ++i) {
        if (content.earlier[i].began_utc() <= now) continue;  // ISO 8601 sorts as text
        return fail(ErrorKind::usage,
                    fmt::format("{}: was recorded before {}, which is named before it; name the "
                                "sessions in order of time",
                                files[at].string(), files[i].string()));
    }
    return {};
}

// Beside the recording; of a report.json, where its report lies anyway.
Path beside(const Path& file) {
    if (is_report_file(file)) return Path(file).replace_extension(".html");
    return file.parent_path() / (recording_name(file) + ".report.html");
}

// A report may be made anew; nothing else is written over.
Result<void> check_place(const Path& out) {
    std::error_code failed;
    if (!std::filesystem::exists(out, failed)) return {};
    const auto refuse = [&](std::string_view finding) {
        return fail(ErrorKind::output,
                    fmt::format("{}: {}; choose another name with --out", out.string(), finding));
    };
    if (std::filesystem::is_directory(out, failed)) return refuse("is a folder");
    constexpr std::size_t kBeginning = 512;
    std::string beginning(kBeginning, '\0');
    std::ifstream stream(out, std::ios::binary);
    stream.read(beginning.data(), std::streamsize(beginning.size()));
    beginning.resize(std::size_t(stream.gcount()));
    if (!sinks::is_self_contained_page(beginning, "report"))
        return refuse("is there and is not a report, so it is not written over");
    return {};
}

Result<Path> make_report(const Words& words) {
    const auto settings = settings_of(words.analysis);
    if (!settings) return tl::unexpected(settings.error());
    const auto files = sessions_of(words);
    if (!files) return tl::unexpected(files.error());
    const auto date = said_date(words);
    if (!date) return tl::unexpected(date.error());
    Path out = words.out.value_or(beside(files->back()));
    if (auto free = check_place(out); !free) return tl::unexpected(free.error());

    sinks::ReportContent content;
    ProgressBar bar(is_terminal(stderr));
    for (std::size_t i = 0; i < files->size(); ++i) {
        const Path& file = (*files)[i];
        const auto did = [&](double share) {
            bar.show((double(i) + share) / double(files->size()), file.filename().string());
        };
        auto read = session_report_of(file, *settings, did);
        bar.clear();
        if (!read) return tl::unexpected(read.error());
        if (i + 1 < files->size())
            content.earlier.push_back(std::move(read->report));
        else
            content.report = std::move(read->report);
        if (auto ordered = check_order(*files, content, i); !ordered) return tl::unexpected(ordered.error());
    }
    if (is_report_file(files->back()) &&
        settings->chosen.feedback().rule_size() > 0)  // a recording has them already
        *content.report.mutable_configuration()->mutable_feedback() = settings->effective.feedback();
    if (*date) content.report.set_began_utc(sinks::utc_text(**date));
    if (!words.history.history.person.empty()) {
        if (auto compared = compare_with_history(files->back(), words.history, *date, content); !compared)
            return tl::unexpected(compared.error());
    }
    if (auto wrote = sinks::write_whole_file(out, sinks::html_report(content)); !wrote)
        return tl::unexpected(wrote.error());
    return out;
}

ExitCode report(const Words& words) {
    const auto out = make_report(words);
    if (!out) return refuse(out.error());
    fmt::print("report {}\n", out->string());
    return ExitCode::ok;
}

}  // namespace

Command make_report_command(CLI::App& program) {
    auto words = std::make_shared<Words>();
    CLI::App* parser =
        program.add_subcommand("report", "Writes a session as one page to read, to print and to hand over.");
    parser
        ->add_option(
            "FILE", words->files,
            "a recording, or the report.json that analyze writes; several are sessions of one person "
            "in order of time: the page is of the last and says what changed")
        ->required();
    parser->add_option("--previous", words->previous, "last time: a recording or a report.json")
        ->type_name("FILE");
    parser
        ->add_option("--out", words->out,
                     "the page (default: NAME.report.html beside the recording, report.html beside a "
                     "report.json); what is not a report is never written over")
        ->type_name("FILE");
    parser
        ->add_option(
            "--date", words->date,
            "when the session was, in UTC: 2026-03-01 or 2026-03-01T09:30 (default: what the recording says)")
        ->type_name("DATE");
    add_report_history_options(*parser, words->history);
    add_file_options(*parser, words->analysis);
    add_alert_option(*parser, words->analysis.analysis);
    parser->footer(
        "The page is one file that asks nothing of the network; print it from the browser "
        "(docs/report.md).\n\n"
        "Exit codes: 0 written, 2 the call cannot be understood, 3 a file could not be read, 4 the page "
        "could "
        "not\n"
        "be written, 1 a fault of the program.\n\n"
        "Examples:\n"
        "  A run, for the runner to take home:\n"
        "    sacrum report run.sacrum --out anna.html\n"
        "  What changed against a person's own earlier sessions, with a band for the drop:\n"
        "    sacrum report run.sacrum --person P-7QK2 --alert 'drop>8'");
    return {parser, [words] { return report(*words); }};
}

}  // namespace sacrum::app
