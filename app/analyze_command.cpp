// sacrum analyze: recordings in, a folder of results each, a summary on stdout.
#include <fmt/format.h>

#include <memory>

#include "app/analysis_options.hpp"
#include "app/analyze_files.hpp"
#include "app/command.hpp"
#include "app/recording_name.hpp"
#include "app/terminal.hpp"
#include "sinks/report/report_message.hpp"
#include "sinks/report/summary_table.hpp"

namespace sacrum::app {
namespace {

struct Words {
    std::vector<std::filesystem::path> files;
    std::filesystem::path out;
    FileWords file;
    bool json = false;
};

ExitCode worse(ExitCode a, ExitCode b) { return a < b ? b : a; }

ExitCode analyze(const Words& words) {
    if (auto differ = check_names_differ(words.files); !differ) {
        print_error(differ.error().sentence);
        return ExitCode::usage;
    }
    const auto settings = settings_of(words.file);
    if (!settings) {
        return refuse(settings.error());
    }
    std::vector<FileJob> jobs;
    for (const auto& file : words.files) jobs.push_back({file, words.out / recording_name(file)});

    ExitCode code = ExitCode::ok;
    proto::AnalyzeOutcome outcome;
    bool is_first = true;
    const sinks::SummaryStyle style{.uses_colour = takes_colour(stdout)};
    analyze_files(jobs, *settings, [&](const FileJob& job, const Result<SessionReport>& report) {
        auto& entry = *outcome.add_files();
        entry.set_file(job.file.string());
        if (!report) {
            print_error(report.error().sentence);
            entry.set_error(report.error().sentence);
            code = worse(code, exit_code_of(report.error().kind));
            return;
        }
        const std::string folder = (job.folder / "").string();
        entry.set_written_to(folder);
        if (words.json) {
            *entry.mutable_report() = sinks::to_message(*report, settings->effective);
            return;
        }
        fmt::print("{}{}", is_first ? "" : "\n",
                   sinks::summary_table(*report, folder, result_files(), style));
        std::fflush(stdout);
        is_first = false;
    });
    if (words.json) fmt::print("{}", sinks::json_text(outcome));
    return code;
}

}  // namespace

Command make_analyze_command(CLI::App& program) {
    auto words = std::make_shared<Words>();
    CLI::App* parser = program.add_subcommand(
        "analyze",
        "Measures pelvic drop and sway of every stride in recordings of a sensor worn on the sacrum.");
    parser
        ->add_option(
            "FILE", words->files,
            "recordings: .sacrum, CSV, BIDS-Motion, HDF5 (ours, APDM), AX6 .cwa, XDF, C3D, Garmin FIT")
        ->required();
    parser->add_option("--out", words->out, "folder for the results; each recording gets a folder in it")
        ->required()
        ->type_name("DIR");
    add_file_options(*parser, words->file);
    parser->add_flag("--json", words->json, "print the summary as JSON for other programs");
    parser->footer(
        "Exit codes: 0 all analysed, 2 the call cannot be understood, 3 a recording could not be read (the "
        "others were\n"
        "analysed), 4 results could not be written, 1 a fault of the program.\n\n"
        "Examples:\n"
        "  A run, sensor taped to the sacrum with its x axis up and its y axis to the left:\n"
        "    sacrum analyze run.csv --out results --mount up=+x,left=+y\n"
        "  Every recording of a folder; the pages for people are then results/NAME/report.html:\n"
        "    sacrum analyze recordings/*.imu.csv --out results");
    return {parser, [words] { return analyze(*words); }};
}

}  // namespace sacrum::app
