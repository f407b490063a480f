#include "sinks/history/page/course_figures.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sinks/export/utc_text.hpp"
#include "sinks/history/change_words.hpp"
#include "sinks/history/page/history_words.hpp"
#include "sinks/report/findings.hpp"
#include "sinks/report/page/markup.hpp"
#include "sinks/report/page/page_bundle.hpp"
#include "sinks/report/svg_plot.hpp"

namespace sacrum::sinks {
namespace {

std::string key_of(const CourseLine& line) {
    return line.side ? side_key(*line.side) : std::string("<span class=\"both-key\">● both</span>");
}

std::string_view marked(AgainstUsual against) {
    switch (against) {
        case AgainstUsual::within: return "";
        case AgainstUsual::more: return history_words::kMore;
        case AgainstUsual::less: return history_words::kLess;
    }
    return "";
}

// "usual 2.8°, now 4.6°: 1.8° more than usual for you, which is more than chance (1.2°; from …)"
std::string line_words(const CourseLine& line, Metric metric) {
    if (!line.change) {
        return fmt::format("{} {} in the newest, not compared", key_of(line),
                           html_escaped(with_unit(metric, line.points.back().summary.median)));
    }
    const SessionChange& change = *line.change;
    const bool is_shown = change.verdict == ChangeVerdict::more_than_chance;
    return fmt::format("{} usual {}, now {}: {}{}{}", key_of(line),
                       html_escaped(with_unit(change.metric, change.before)),
                       html_escaped(with_unit(change.metric, change.now)), is_shown ? "<strong>" : "",
                       prose(change_words(change)), is_shown ? "</strong>" : "");
}

const CoursePoint* point_of(const CourseLine& line, std::int64_t session) {
    const auto found = std::ranges::find(line.points, session, &CoursePoint::session);
    return found == line.points.end() ? nullptr : &*found;
}

std::string cell(const CoursePoint* point, Metric metric) {
    if (point == nullptr) return "<td>–</td>";
    const std::string_view mark = marked(point->against_usual);
    std::string interval;
    if (point->summary.strides > 1)
        interval =
            fmt::format(" <small>({})</small>", html_escaped(range_with_unit(metric, point->summary.ci95)));
    return fmt::format("<td>{}{}{}</td>", html_escaped(with_unit(metric, point->summary.median)), interval,
                       mark.empty() ? "" : fmt::format(" <strong>{} than usual</strong>", mark));
}

std::string remark_of(const MeasureCourse& measure, const GaitCourse& course, std::int64_t session) {
    for (const CourseLine& line : measure.lines) {
        const CoursePoint* point = point_of(line, session);
        if (point == nullptr) continue;
        if (!point->why_left_out.empty()) return "left out: " + point->why_left_out;
        if (session == course.compared) return "compared";
        if (point->is_baseline) return "baseline";
    }
    return "";
}

std::string table_of(const MeasureCourse& measure, const GaitCourse& course) {
    const std::string_view name = definition_of(measure.metric).name;
    std::string out = fmt::format(
        "<details><summary>{0}</summary><div class=\"scroll\" role=\"region\" tabindex=\"0\" "
        "aria-label=\"{1}\"><table>\n<thead><tr><th scope=\"col\">day</th>",
        history_words::kFigures, html_escaped(fmt::format("figures of {}, {}", name, word(course.gait))));
    for (const CourseLine& line : measure.lines)
        out += fmt::format("<th scope=\"col\">{}</th>", key_of(line));
    out += "<th scope=\"col\">remark</th></tr></thead>\n<tbody>\n";
    for (auto session = course.sessions.rbegin(); session != course.sessions.rend(); ++session) {
        out += fmt::format("<tr><th scope=\"row\">{}</th>", utc_text(session->began).substr(0, 10));
        for (const CourseLine& line : measure.lines) out += cell(point_of(line, session->id), measure.metric);
        out += fmt::format("<td>{}</td></tr>\n", html_escaped(remark_of(measure, course, session->id)));
    }
    return out + "</tbody></table></div></details>\n";
}

// What is seen, for those who do not see it.
std::string said(const MeasureCourse& measure, const GaitCourse& course) {
    std::string out = fmt::format("{} over {} session{}", definition_of(measure.metric).name,
                                  course.sessions.size(), course.sessions.size() == 1 ? "" : "s");
    for (const CourseLine& line : measure.lines) {
        if (line.points.empty()) continue;
        out += fmt::format("; {}{} in the newest",
                           line.side ? fmt::format("{} ", word(*line.side)) : std::string(),
                           with_unit(measure.metric, line.points.back().summary.median));
        const auto marks = std::ranges::count_if(line.points, [](const CoursePoint& point) {
            return point.against_usual != AgainstUsual::within;
        });
        if (marks > 0) out += fmt::format(", {} session{} outside the band", marks, marks == 1 ? "" : "s");
    }
    return out;
}

std::string figure(const MeasureCourse& measure, const GaitCourse& course, std::size_t picture) {
    const MetricDefinition& definition = definition_of(measure.metric);
    std::string out = fmt::format(
        "<figure data-metric=\"{}\"><h3>{}</h3>\n<div class=\"chart\" role=\"img\" data-chart=\"course\" "
        "data-picture=\"{}\" data-y=\"{}\" aria-label=\"{}\"><noscript>{}</noscript></div>\n<figcaption>"
        "<ul>\n",
        definition.id, term(measure.metric), picture, definition.unit, html_escaped(said(measure, course)),
        history_words::kNeedsScript);
    for (const CourseLine& line : measure.lines)
        if (!line.points.empty()) out += fmt::format("<li>{}</li>\n", line_words(line, measure.metric));
    if (measure.metric == Metric::contact_time && course.gait == GaitMode::running)
        out += fmt::format("<li>{}.</li>\n", as_sentence(kUnverifiedTiming));
    return out + "</ul></figcaption>\n" + table_of(measure, course) + "</figure>\n";
}

}  // namespace

std::string course_figures(const GaitCourse& course, std::size_t first_picture) {
    std::string out;
    if (page_bundle("history").script.empty())
        out += fmt::format("<p class=\"small\">{}</p>\n", history_words::kNoPictures);
    out += "<div class=\"pictures\">\n";
    for (const MeasureCourse& measure : course.measures) out += figure(measure, course, first_picture++);
    return out + "</div>\n";
}

}  // namespace sacrum::sinks
