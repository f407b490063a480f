#include "sinks/report/page/change_section.hpp"

#include <fmt/format.h>

#include "sinks/report/findings.hpp"
#include "sinks/report/page/markup.hpp"
#include "sinks/report/page/page_words.hpp"
#include "sinks/report/svg_plot.hpp"

namespace sacrum::sinks {
namespace {

std::string row(const MeasureChange& change) {
    const std::string text = with_unit(change.metric, change.change());
    const bool is_more = change.change() > 0.0 && text != with_unit(change.metric, 0.0);
    return fmt::format(
        "<tr data-metric=\"{}\"><th scope=\"row\">{} {}</th><td>{}</td><td>{}</td><td>{}{} "
        "<small>({})</small></td><td>{}</td></tr>\n",
        definition_of(change.metric).id, term(change.metric), change.side ? side_key(*change.side) : "",
        with_unit(change.metric, change.before), with_unit(change.metric, change.now), is_more ? "+" : "",
        text, html_escaped(range_with_unit(change.metric, change.ci95)),
        html_escaped(change_verdict(change)));
}

// ": from repeated walks of ten people …", of the first that has one.
std::string basis_of(const std::vector<MeasureChange>& changes) {
    for (const MeasureChange& change : changes)
        if (!change.basis.empty()) return ": from " + html_escaped(change.basis);
    return "";
}

}  // namespace

std::string change_section(const PageContent& content) {
    if (content.earlier.empty()) return "";
    const SessionReport& before = content.earlier.back();
    std::string out =
        fmt::format("<section id=\"changes\"><h2>{}</h2>\n<p class=\"small\">{}: {}.", page_words::kChanged,
                    html_escaped(before.recording), html_escaped(what_was_done(before)));
    if (!content.changes.empty())
        out += fmt::format(" In brackets the interval as far as strides, sensor and method tell; {}{}.",
                           term("since-last", "what is more than chance"), basis_of(content.changes));
    out += "</p>\n" + list_of(comparison_remarks(before, content.session.report));
    if (content.changes.empty()) return out + "</section>\n";
    out +=
        "<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr><th scope=\"col\">measure</th><th "
        "scope=\"col\">last time</th><th scope=\"col\">now</th><th scope=\"col\">change</th><th "
        "scope=\"col\">what it says</th></tr></thead>\n<tbody>\n";
    for (const MeasureChange& change : content.changes) out += row(change);
    return out + "</tbody></table></div></section>\n";
}

}  // namespace sacrum::sinks
