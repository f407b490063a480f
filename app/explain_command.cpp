// sacrum explain: what a number means, how it is computed and how far off it can be.
#include <fmt/format.h>

#include <memory>

#include "app/command.hpp"
#include "app/terminal.hpp"
#include "sinks/report/metric_explanation.hpp"

namespace sacrum::app {
namespace {

struct Words {
    std::string metric;
    bool all = false;
    bool markdown = false;
};

// A metric by its id, by its id without the unit, or by its name for people.
const MetricDefinition* find_metric(const std::string& words) {
    if (const auto metric = metric_by_id(words)) return &definition_of(*metric);
    for (const MetricDefinition& definition : metric_catalogue()) {
        if (definition.name == words) return &definition;
        const std::string_view id = definition.id;
        if (id.starts_with(words + "_") && id.substr(words.size() + 1).find('_') == std::string_view::npos)
            return &definition;
    }
    return nullptr;
}

std::string known_metrics() {
    std::string ids;
    for (const MetricDefinition& definition : metric_catalogue()) {
        if (!ids.empty()) ids += ", ";
        ids += definition.id;
    }
    return ids;
}

ExitCode explain(const Words& words) {
    if (words.all == !words.metric.empty()) {
        print_error("explain: name one measure, or --all for every one; see sacrum explain --help");
        return ExitCode::usage;
    }
    if (words.all) {
        fmt::print("{}", words.markdown ? sinks::metrics_page() : sinks::all_explanations());
        return ExitCode::ok;
    }
    const MetricDefinition* definition = find_metric(words.metric);
    if (definition == nullptr) {
        print_error(
            fmt::format("{}: not a measure known here; the measures are {}", words.metric, known_metrics()));
        return ExitCode::usage;
    }
    fmt::print("{}",
               words.markdown ? sinks::explanation_markdown(*definition) : sinks::explanation(*definition));
    return ExitCode::ok;
}

}  // namespace

Command make_explain_command(CLI::App& program) {
    auto words = std::make_shared<Words>();
    CLI::App* parser = program.add_subcommand(
        "explain",
        "Says what a measure means, how it is computed, where that comes from and how far off it can be.");
    parser->add_option("METRIC", words->metric,
                       "name of a column or of a row in the report, such as cpd_peak");
    parser->add_flag("--all", words->all, "every measure");
    parser->add_flag("--markdown", words->markdown, "as Markdown, as in docs/metrics.md");
    parser->footer(
        "Examples:\n"
        "  What is the pelvic drop of the report?\n"
        "    sacrum explain cpd_peak\n"
        "  Everything, to read page by page:\n"
        "    sacrum explain --all | less");
    return {parser, [words] { return explain(*words); }};
}

}  // namespace sacrum::app
