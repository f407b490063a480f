#include "sinks/report/page/measure_table.hpp"

#include <fmt/format.h>

#include <span>
#include <utility>

#include "sinks/report/findings.hpp"
#include "sinks/report/page/markup.hpp"
#include "sinks/report/page/page_words.hpp"
#include "sinks/report/svg_plot.hpp"

namespace sacrum::sinks {
namespace {

std::string summary_text(const SideSummary& side, const MetricDefinition& definition) {
    const auto& summary = side.metrics[std::size_t(definition.metric)];
    if (!summary) return "–";
    if (summary->strides < 2)
        return with_unit(definition.metric, summary->median) + page_words::kOneStrideSmall;
    return fmt::format("{} <small>({}; SD {})</small>", with_unit(definition.metric, summary->median),
                       html_escaped(range_with_unit(definition.metric, summary->ci95)),
                       bare(definition.metric, summary->spread));
}

std::string verdict_text(const SessionReport& report, Metric metric) {
    switch (difference_verdict(report, metric)) {
        case DifferenceVerdict::not_measured: return "";
        case DifferenceVerdict::not_shown: return page_words::kNotShown;
        case DifferenceVerdict::not_told_from_mounting: return page_words::kOrAskew;
        case DifferenceVerdict::shown: break;
    }
    return difference_words(report, metric);
}

std::string difference_text(const SessionReport& report, const MetricDefinition& definition) {
    const auto& difference = report.differences[std::size_t(definition.metric)];
    if (!difference) return "–";
    return fmt::format("{} <small>({})</small> {}",
                       with_unit(definition.metric, difference->right_minus_left),
                       html_escaped(range_with_unit(definition.metric, difference->ci95)),
                       html_escaped(verdict_text(report, definition.metric)));
}

// "L +0.4° (0.1 to 0.7°)", or "not shown"
std::string drift_text(std::span<const std::pair<const char*, const SideSummary*>> parts, Metric metric) {
    std::string out;
    bool is_measured = false;
    for (const auto& [name, summary] : parts) {
        const auto& drift = summary->drift[std::size_t(metric)];
        if (!drift) continue;
        is_measured = true;
        if (!drift->is_shown()) continue;
        out += fmt::format("{}{}{} <small>({})</small>", out.empty() ? "" : ", ", name,
                           with_unit(metric, drift->per_ten_minutes),
                           html_escaped(range_with_unit(metric, drift->ci95)));
    }
    if (!out.empty()) return out;
    return is_measured ? page_words::kNotShown : "–";
}

std::string table_row(const SessionReport& report, const MetricDefinition& definition) {
    const std::pair<const char*, const SideSummary*> sides[] = {{"L ", &report.sides.left},
                                                                {"R ", &report.sides.right}};
    const std::pair<const char*, const SideSummary*> both[] = {{"", &report.both}};
    const std::string begun = fmt::format("<tr data-metric=\"{}\"><th scope=\"row\">{}</th>", definition.id,
                                          term(definition.metric));
    if (belongs_to_whole_stride(definition.metric)) {
        return begun + fmt::format("<td colspan=\"2\">{}</td><td></td><td>{}</td></tr>\n",
                                   summary_text(report.both, definition),
                                   drift_text(both, definition.metric));
    }
    return begun + fmt::format("<td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                               summary_text(report.sides.left, definition),
                               summary_text(report.sides.right, definition),
                               difference_text(report, definition), drift_text(sides, definition.metric));
}

std::string strides_row(const SessionReport& report) {
    const auto cell = [](const SideSummary& side) {
        return fmt::format("<td>{} of {}</td>", side.strides_used, side.strides_used + side.strides_rejected);
    };
    return fmt::format(page_words::kStridesUsedRow, cell(report.sides.left), cell(report.sides.right));
}

}  // namespace

std::string measure_table(const SessionReport& report) {
    std::string out = fmt::format(
        page_words::kMeasuresHead, page_words::kAllMeasures, term("interval", page_words::kItsInterval),
        term("detectable", page_words::kWhatCanBeDetected), term("drift", page_words::kChangeOverSession),
        side_key(Side::left), side_key(Side::right), strides_row(report));
    for (const MetricDefinition& definition : metric_catalogue()) {
        if (report.both.metrics[std::size_t(definition.metric)]) out += table_row(report, definition);
    }
    return out + "</tbody></table></div></section>\n";
}

}  // namespace sacrum::sinks
