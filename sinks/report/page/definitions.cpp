#include "sinks/report/page/definitions.hpp"

#include <fmt/format.h>

#include "sinks/report/page/page_words.hpp"
#include "sinks/report/svg_plot.hpp"

namespace sacrum::sinks {
namespace {

std::string popover(std::string_view id, std::string_view name, const std::string& content) {
    return fmt::format(
        "<div popover id=\"def-{0}\" class=\"definition\" role=\"dialog\" aria-labelledby=\"name-{0}\">"
        "<h3 id=\"name-{0}\">{1}</h3>\n{2}<button type=\"button\" class=\"close\" popovertarget=\"def-{0}\" "
        "popovertargetaction=\"hide\">{3}</button></div>\n",
        id, html_escaped(name), content, page_words::kClose);
}

std::string explained(const MetricDefinition& definition) {
    return fmt::format(page_words::kExplainedMeasure, html_escaped(definition.definition),
                       html_escaped(definition.formula), html_escaped(definition.source),
                       html_escaped(definition.known_error), definition.id, definition.id);
}

}  // namespace

std::string definitions(const SessionReport& report) {
    std::string out;
    for (const MetricDefinition& definition : metric_catalogue()) {
        if (report.both.metrics[std::size_t(definition.metric)])
            out += popover(definition.id, definition.name, explained(definition));
    }
    for (const auto& word : page_words::kExplained)
        out += popover(word.id, word.name, fmt::format("<p>{}</p>\n", html_escaped(word.meaning)));
    return out;
}

std::string printed_definitions(const SessionReport& report) {
    std::string out = fmt::format("<section class=\"printed\"><h2>{}</h2>\n<dl>\n", page_words::kDefinitions);
    for (const Metric metric : {Metric::cpd_peak, Metric::cpd_excursion, Metric::sway_ml}) {
        if (!report.both.metrics[std::size_t(metric)]) continue;
        const MetricDefinition& definition = definition_of(metric);
        out += fmt::format("<dt>{}</dt><dd>{}</dd>\n", definition.name, html_escaped(definition.definition));
    }
    for (const auto& word : page_words::kExplained)
        out += fmt::format("<dt>{}</dt><dd>{}</dd>\n", word.name, html_escaped(word.meaning));
    return out + "</dl></section>\n";
}

}  // namespace sacrum::sinks
