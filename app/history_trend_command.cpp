// sacrum history trend: a measure session by session, and the load week by week.
#include <fmt/format.h>

#include <memory>

#include "analysis/session_change.hpp"
#include "analysis/training_load.hpp"
#include "app/history_commands.hpp"
#include "app/history_file.hpp"
#include "app/terminal.hpp"
#include "sinks/history/load_words.hpp"
#include "sinks/history/screening_history_words.hpp"
#include "sinks/report/findings.hpp"

namespace sacrum::app {
namespace {

struct Words {
    HistoryWords history;
    std::string metric = "cpd_peak_deg";
};

Result<Metric> metric_of(const std::string& name) {
    for (const MetricDefinition& definition : metric_catalogue()) {
        const std::string_view id = definition.id;
        if (name == id || name == definition.name || id.starts_with(name + "_")) return definition.metric;
    }
    return fail(ErrorKind::usage,
                fmt::format("--metric {}: is not a measure; sacrum explain --all lists them", name));
}

std::string cell(const SideSummary& side, Metric metric) {
    const auto& summary = side.metrics[std::size_t(metric)];
    if (!summary) return "-";
    const double half = 0.5 * (summary->ci95.high - summary->ci95.low);
    return fmt::format("{} ± {}", sinks::bare(metric, summary->median), sinks::with_unit(metric, half));
}

void print_sessions(const std::vector<PastSession>& sessions, Metric metric) {
    const bool is_whole = sinks::belongs_to_whole_stride(metric);
    fmt::print("  {:<12}{:<9}{:<16}{}\n", "day", "session", is_whole ? "both" : "left",
               is_whole ? "" : "right");
    for (const PastSession& session : sessions) {
        const std::string why = analysis::why_not_comparable(session, sessions.back());
        fmt::print("  {:<12}{:<9}{:<16}{:<16}{}\n", day_of(session), session.id,
                   cell(is_whole ? session.report.both : session.report.sides.left, metric),
                   is_whole ? "" : cell(session.report.sides.right, metric),
                   why.empty() ? "" : "not comparable with the newest: " + why);
    }
}

void print_tests(const std::vector<PastScreening>& screenings) {
    if (screenings.empty()) return;
    fmt::print(
        "\n  guided tests; ± is the 95 % interval of that measurement, to which another day adds what is not "
        "known\n");
    for (const std::string& line : sinks::screening_lines(screenings, sinks::main_screening_measures()))
        fmt::print("  {}\n", line);
}

ExitCode trend(const Words& words) {
    const auto metric = metric_of(words.metric);
    if (!metric) return refuse(metric.error());
    const auto opened = open_person(words.history);
    if (!opened) return refuse(opened.error());
    if (opened->sessions.empty()) {
        fmt::print("{}: no sessions yet; sacrum history add keeps one\n", name_of(opened->person));
        print_tests(opened->screenings);
        return ExitCode::ok;
    }
    fmt::print("{}   {}\n", name_of(opened->person), definition_of(*metric).name);
    print_sessions(opened->sessions, *metric);
    const TrainingLoad load = analysis::training_load(opened->sessions);
    fmt::print("\n  load, as far as it was recorded\n");
    for (const WeekLoad& week : load.weeks) fmt::print("  {}\n", sinks::week_words(week));
    for (const std::string& sentence : sinks::jump_sentences(load)) fmt::print("  {}\n", sentence);
    print_tests(opened->screenings);
    return ExitCode::ok;
}

}  // namespace

Command make_history_trend_command(CLI::App& history) {
    auto words = std::make_shared<Words>();
    CLI::App* parser = history.add_subcommand(
        "trend", "Shows a measure of a person session by session, and the load week by week.");
    add_person_option(*parser, words->history);
    parser
        ->add_option("--metric", words->metric,
                     "which measure, as sacrum explain names them (default: cpd_peak)")
        ->type_name("NAME");
    add_history_option(*parser, words->history);
    parser->footer(
        "Examples:\n"
        "  The peak drop of all sessions:\n"
        "    sacrum history trend --person P-7QK2\n"
        "  Their lateral sway:\n"
        "    sacrum history trend --person P-7QK2 --metric sway_ml");
    return {parser, [words] { return trend(*words); }};
}

}  // namespace sacrum::app
