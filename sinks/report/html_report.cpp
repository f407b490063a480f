#include "sinks/report/html_report.hpp"

#include <fmt/format.h>

#include "sinks/export/utc_text.hpp"
#include "sinks/report/findings.hpp"
#include "sinks/report/page/change_section.hpp"
#include "sinks/report/page/chart_places.hpp"
#include "sinks/report/page/definitions.hpp"
#include "sinks/report/page/measure_table.hpp"
#include "sinks/report/page/opening.hpp"
#include "sinks/report/page/page_message.hpp"
#include "sinks/report/page/page_words.hpp"
#include "sinks/report/page/self_contained_page.hpp"
#include "sinks/report/page/trust_section.hpp"
#include "sinks/report/protocol_words.hpp"
#include "sinks/report/session_from_message.hpp"
#include "sinks/report/svg_plot.hpp"

namespace sacrum::sinks {
namespace {

std::string exercises_section(const std::vector<proto::Exercise>& exercises) {
    if (exercises.empty()) return "";
    std::string out = fmt::format(
        "<section id=\"exercises\"><h2>{}</h2>\n<p class=\"small\">{}</p>\n<dl "
        "class=\"exercises\">\n",
        page_words::kExercises, page_words::kExercisesNote);
    for (const proto::Exercise& exercise : exercises)
        out += fmt::format("<dt>{}</dt><dd>{}<br><small>{}{}{}</small></dd>\n", html_escaped(exercise.name()),
                           html_escaped(exercise.dose()), html_escaped(exercise.why()),
                           exercise.why().empty() || exercise.done().empty() ? "" : "<br>",
                           html_escaped(exercise.done()));
    return out + "</dl></section>\n";
}

}  // namespace

std::string html_report(const ReportContent& content) {
    PageContent page{.session = session_from(content.report),
                     .began = moment_of(content.report.began_utc()),
                     .configuration = content.report.configuration(),
                     .earlier = {},
                     .changes = {},
                     .compared_with = content.compared_with};
    const SessionReport& report = page.session.report;
    for (const auto& earlier : content.earlier) page.earlier.push_back(session_from(earlier).report);
    for (const auto& change : content.changes)
        if (auto known = change_from(change)) page.changes.push_back(std::move(*known));
    if (page.changes.empty() && !page.earlier.empty() && !page.compared_with)
        page.changes = changes_between(page.earlier.back(), report);

    std::string body = "<main>\n" + opening(page);
    body += has_strides(report) ? main_pictures(page) : what_this_is();
    body += change_section(page);
    if (has_strides(report)) body += further_pictures(page);
    body += exercises_section(content.exercises);
    if (has_strides(report)) body += measure_table(report);
    body += stages_section(report) + notes_section(report) + trust_section(report);
    body += printed_definitions(report) + "</main>\n" + definitions(report);
    const proto::ReportPage message = page_message(content, page.changes);
    return self_contained_page({.bundle = "report",
                                .language = page_words::kLanguage,
                                .title = fmt::format("{} - {}", report.recording, page_words::kTitle),
                                .body = std::move(body),
                                .message = &message});
}

}  // namespace sacrum::sinks
