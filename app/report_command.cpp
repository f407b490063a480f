// sacrum report: a session, and earlier ones of the same person, in; a page for people out.
#include <fmt/format.h>

#include <fstream>
#include <memory>

#include "app/analysis_options.hpp"
#include "app/command.hpp"
#include "app/progress_bar.hpp"
#include "app/recording_name.hpp"
#include "app/recording_origin.hpp"
#include "app/session_report_file.hpp"
#include "app/terminal.hpp"
#include "sinks/export/pending_file.hpp"
#include "sinks/report/html_report.hpp"
#include "sinks/report/page/self_contained_page.hpp"

namespace sacrum::app {
namespace {

using Path = std::filesystem::path;

struct Words {
    std::vector<Path> files;
    std::optional<Path> previous;
    std::optional<Path> out;
    FileWords analysis;
};

// Those of one person, in order of time; the last is the one reported.
Result<std::vector<Path>> sessions_of(const Words& words) {
    std::vector<Path> files = words.files;
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

// Where recordings say when they were made, they must come in that order.
Result<void> check_order(const std::vector<Path>& files) {
    std::optional<std::chrono::sys_time<std::chrono::nanoseconds>> last;
    const Path* last_file = nullptr;
    for (const Path& file : files) {
        if (is_report_file(file)) continue;
        const auto origin = read_recording_origin(file);
        if (!origin) return tl::unexpected(origin.error());
        if (!origin->session_zero) continue;
        if (last && *origin->session_zero < *last)
            return fail(ErrorKind::usage, fmt::format("{}: was recorded before {}, which is named before it; "
                                                      "name the sessions in order of time",
                                                      file.string(), last_file->string()));
        last = origin->session_zero;
        last_file = &file;
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
    if (auto ordered = check_order(*files); !ordered) return tl::unexpected(ordered.error());
    Path out = words.out.value_or(beside(files->back()));
    if (auto free = check_place(out); !free) return tl::unexpected(free.error());

    sinks::ReportContent content;
    ProgressBar bar(is_terminal(stderr));
    for (std::size_t i = 0; i < files->size(); ++i) {
        const Path& file = (*files)[i];
        const auto did = [&](double share) {
            bar.show((double(i) + share) / double(files->size()), file.filename().string());
        };
        auto report = session_report_of(file, *settings, did);
        bar.clear();
        if (!report) return tl::unexpected(report.error());
        if (i + 1 < files->size())
            content.earlier.push_back(std::move(*report));
        else
            content.report = std::move(*report);
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
    add_file_options(*parser, words->analysis);
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
        "  What changed since last time, from what analyze wrote:\n"
        "    sacrum report results/may/report.json results/june/report.json --out june.html");
    return {parser, [words] { return report(*words); }};
}

}  // namespace sacrum::app
