#include "sinks/report/page/chart_places.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sinks/report/findings.hpp"
#include "sinks/report/page/markup.hpp"
#include "sinks/report/page/page_bundle.hpp"
#include "sinks/report/page/page_words.hpp"
#include "sinks/report/page/zone.hpp"
#include "sinks/report/svg_plot.hpp"

namespace sacrum::sinks {
namespace {

constexpr std::array kStrips{Metric::cpd_peak, Metric::cpd_excursion};

struct Place {
    std::string_view chart;  // as the script knows it
    std::string more;        // attributes: what it draws, the words of its axes
    std::string said;        // what it shows, for those who do not see it
    std::string_view style = "";
};

std::string place(const Place& place) {
    return fmt::format(
        "<div class=\"chart {}\" role=\"img\" data-chart=\"{}\" {} aria-label=\"{}\"><noscript>{}</noscript>"
        "</div>\n",
        place.style, place.chart, place.more, html_escaped(place.said), page_words::kNeedsScript);
}

std::string figure(std::string_view title, const std::string& content, const std::string& caption) {
    return fmt::format("<figure><h3>{}</h3>\n{}<figcaption>{}</figcaption></figure>\n", title, content,
                       caption);
}

std::string none_measured(std::string_view title) {
    return fmt::format("<figure><h3>{}</h3><p class=\"none-measured\">{}</p></figure>\n", title,
                       page_words::kNotMeasured);
}

// "Drop over the session: left 7.1°, right 8.1°"
std::string said(std::string_view title, const SessionReport& report, Metric metric) {
    std::string out = std::string(title) + ":";
    for (const Side side : kBothSides) {
        const auto& summary = report.sides[side].metrics[std::size_t(metric)];
        out +=
            fmt::format("{} {} {}", side == Side::left ? "" : ",", word(side),
                        summary ? with_unit(metric, summary->median) : std::string(page_words::kNotMeasured));
    }
    return out;
}

bool is_measured(const SessionReport& report, Metric metric) {
    return report.both.metrics[std::size_t(metric)].has_value();
}

std::string over_session(const PageContent& content, Metric metric, std::string_view title,
                         std::string_view axis, std::string_view note) {
    const SessionReport& report = content.session.report;
    if (!is_measured(report, metric)) return none_measured(title);
    const bool has_mdc = std::ranges::any_of(content.changes, [&](const MeasureChange& change) {
        return change.metric == metric && change.detectable;
    });
    std::string caption(note);
    if (has_band(content.configuration, metric))
        caption += page_words::kBandSet;
    else if (has_mdc)
        caption += content.compared_with ? page_words::kBandBaseline : page_words::kBandBefore;
    return figure(title,
                  place({.chart = "overSession",
                         .more = fmt::format("data-metric=\"{}\" data-x=\"{}\" data-y=\"{}\"",
                                             definition_of(metric).id, page_words::kTimeAxis, axis),
                         .said = said(title, report, metric)}),
                  caption);
}

std::string through_stride(const SessionReport& report, bool has_before) {
    const bool is_there = report.obliquity_deg.left.strides + report.obliquity_deg.right.strides > 0;
    if (!is_there) return none_measured(page_words::kThroughStride);
    return figure(
        page_words::kThroughStride,
        place({.chart = "throughStride",
               .more =
                   fmt::format("data-x=\"{}\" data-y=\"{}\"", page_words::kStrideAxis, page_words::kDropAxis),
               .said = said(page_words::kThroughStride, report, Metric::cpd_peak)}),
        std::string(page_words::kThroughStrideNote) + std::string(has_before ? page_words::kThinBefore : ""));
}

std::string path(const SessionReport& report, bool has_before) {
    const bool is_there = report.sway_left_mm.left.strides + report.sway_left_mm.right.strides > 0;
    if (!is_there) return none_measured(page_words::kPath);
    return figure(
        page_words::kPath,
        place({.chart = "pathFromBehind",
               .more = fmt::format("data-left=\"{}\" data-right=\"{}\"", page_words::kPathLeft,
                                   page_words::kPathRight),
               .said = said(page_words::kPath, report, Metric::sway_ml)}),
        std::string(page_words::kPathNote) + std::string(has_before ? page_words::kThinBefore : ""));
}

std::string against(const SessionReport& report, bool has_before) {
    std::string scale;
    for (const Metric metric : kStrips)
        scale += fmt::format("{}{}", scale.empty() ? "" : " ", definition_of(metric).id);
    std::string strips;
    for (const Metric metric : kStrips) {
        if (!is_measured(report, metric)) continue;
        const std::string difference = difference_words(report, metric);
        strips += fmt::format("<p>{}</p>\n", term(metric));
        strips += place(
            {.chart = "strip",
             .more = fmt::format("data-metric=\"{}\" data-scale=\"{}\"", definition_of(metric).id, scale),
             .said = said(definition_of(metric).name, report, metric),
             .style = "strip"});
        if (!difference.empty())
            strips +=
                fmt::format(page_words::kRightMinusLeftIs,
                            with_unit(metric, report.differences[std::size_t(metric)]->right_minus_left),
                            html_escaped(difference));
    }
    if (strips.empty()) return none_measured(page_words::kAgainst);
    return figure(
        page_words::kAgainst, "<div class=\"strips\">\n" + strips + "</div>\n",
        std::string(page_words::kAgainstNote) + std::string(has_before ? page_words::kHollowBefore : ""));
}

std::string course(std::string_view title, std::string_view of, std::string_view note,
                   const SessionReport& report) {
    return figure(title,
                  place({.chart = "course",
                         .more = fmt::format("data-metric=\"{}\" data-of=\"{}\" data-y=\"{}\"",
                                             definition_of(Metric::cpd_peak).id, of, page_words::kDropAxis),
                         .said = said(title, report, Metric::cpd_peak),
                         .style = "wide"}),
                  std::string(note));
}

// A history keeps none.
bool has_curve(const SessionReport& report) {
    return report.obliquity_deg.left.strides + report.obliquity_deg.right.strides > 0;
}

bool has_pictures() { return !page_bundle("report").script.empty(); }

}  // namespace

std::string what_this_is() {
    return fmt::format("<div class=\"aside\"><h3>{}</h3><p>{} {}.</p><p class=\"by-hand\">{}</p></div>\n",
                       page_words::kWhatThisIs, page_words::kWhatThisIsNot,
                       term("evidence", page_words::kWhatIsKnown), page_words::kNotes);
}

std::string main_pictures(const PageContent& content) {
    if (!has_pictures())
        return fmt::format("<p class=\"small\">{}</p>\n", page_words::kNoPictures) + what_this_is();
    const SessionReport& report = content.session.report;
    const bool has_before = !content.earlier.empty();
    const bool has_curves = has_before && has_curve(content.earlier.back());
    std::string out(page_words::kLegend);
    out += "<div class=\"pictures\">\n";
    return out +
           over_session(content, Metric::cpd_peak, page_words::kOverSession, page_words::kDropAxis,
                        page_words::kOverSessionNote) +
           through_stride(report, has_curves) + path(report, has_curves) + against(report, has_before) +
           over_session(content, Metric::sway_ml, page_words::kSwayOverSession, page_words::kSwayAxis,
                        page_words::kSwayNote) +
           what_this_is() + "</div>\n";
}

std::string further_pictures(const PageContent& content) {
    const SessionReport& report = content.session.report;
    if (!has_pictures() || !is_measured(report, Metric::cpd_peak)) return "";
    std::string out;
    if (!content.earlier.empty())
        out += course(page_words::kOverSessions, "sessions", page_words::kOverSessionsNote, report);
    if (report.stages.size() > 1)
        out += course(page_words::kOverStages, "stages", page_words::kOverStagesNote, report);
    return out;
}

}  // namespace sacrum::sinks
