#include "sinks/history/page/history_page.hpp"

#include <fmt/format.h>

#include "sinks/export/utc_text.hpp"
#include "sinks/history/page/change_part.hpp"
#include "sinks/history/page/course_figures.hpp"
#include "sinks/history/page/history_message.hpp"
#include "sinks/history/page/history_words.hpp"
#include "sinks/history/page/load_part.hpp"
#include "sinks/history/page/session_list.hpp"
#include "sinks/report/page/definitions.hpp"
#include "sinks/report/page/markup.hpp"
#include "sinks/report/page/self_contained_page.hpp"
#include "sinks/report/svg_plot.hpp"

namespace sacrum::sinks {
namespace {

std::string name_of(const std::string& code, const std::optional<std::string>& label) {
    return label ? fmt::format("{} ({})", code, *label) : code;
}

// The button is shown by the script, which alone can do what it says.
std::string ways(PagePlace place, bool has_people) {
    std::string out = fmt::format("<nav class=\"ways on-screen\" aria-label=\"{}\">", history_words::kWays);
    if (place == PagePlace::served) {
        out += fmt::format("<a href=\"/\">{}</a>", history_words::kLive);
        if (has_people) out += fmt::format("<a href=\"{}\">{}</a>", kHistoryPath, history_words::kPeople);
    }
    return out + fmt::format("<button id=\"theme\" type=\"button\" hidden>{}</button></nav>\n",
                             history_words::kTheme);
}

std::string opening(const PersonView& view) {
    std::string out = fmt::format("<h1>{}</h1>\n<p class=\"what\">{}",
                                  html_escaped(name_of(view.code, view.label)), history_words::kTitle);
    if (!view.sessions.empty()) {
        const auto count = view.sessions.size();
        out += fmt::format(": {} session{}, {}", count, count == 1 ? "" : "s",
                           utc_text(view.sessions.front().began).substr(0, 10));
        if (count > 1) out += fmt::format(" to {}", utc_text(view.sessions.back().began).substr(0, 10));
    }
    return out + "</p>\n";
}

std::string courses(const PersonView& view) {
    std::string out;
    std::size_t picture = 0;
    for (const GaitCourse& course : view.courses) {
        out += fmt::format("<section class=\"changes\"><h2>{}: {}</h2>\n{}</section>\n",
                           history_words::kChanged, word(course.gait), change_part(course));
        out += fmt::format("<section class=\"course\"><h2>{}: {}</h2>\n{}{}</section>\n",
                           history_words::kMeasures, word(course.gait), history_words::kLegend,
                           course_figures(course, picture));
        picture += course.measures.size();
    }
    return out;
}

std::string page_of(std::string title, std::string body, const proto::HistoryPage& message) {
    return self_contained_page({.bundle = "history",
                                .language = history_words::kLanguage,
                                .title = std::move(title),
                                .body = std::move(body),
                                .message = &message});
}

}  // namespace

std::string history_page(const PersonView& view, PagePlace place) {
    std::string body = ways(place, true) + "<main>\n" + opening(view);
    if (view.sessions.empty()) {
        body += fmt::format(
            "<p class=\"finding\">No sessions yet; <code>sacrum history add FILE --person {}</code> "
            "keeps one.</p>\n",
            html_escaped(view.code));
    } else {
        body += courses(view) + load_part(view) + session_list(view);
    }
    body += fmt::format("<p class=\"aside\">{}</p>\n</main>\n", history_words::kWhatThisIsNot);
    // A measure is explained once, where any session has it.
    SessionReport measured;
    for (const PastSession& session : view.sessions)
        for (std::size_t at = 0; at < kMetricCount; ++at)
            if (session.report.both.metrics[at]) measured.both.metrics[at] = session.report.both.metrics[at];
    body += definitions(measured);
    return page_of(fmt::format("{} - {}", name_of(view.code, view.label), history_words::kTitle),
                   std::move(body), history_message(view));
}

std::string people_page(std::span<const Person> people) {
    std::string body =
        ways(PagePlace::served, false) + fmt::format("<main>\n<h1>{}</h1>\n", history_words::kPeopleTitle);
    if (people.empty()) {
        body +=
            "<p class=\"finding\">Nobody yet; <code>sacrum history add FILE --new</code> begins one.</p>\n";
    } else {
        body +=
            "<table class=\"people\">\n<thead><tr><th scope=\"col\">person</th><th "
            "scope=\"col\">sessions</th></tr></thead>\n<tbody>\n";
        for (const Person& person : people)
            body += fmt::format("<tr><th scope=\"row\"><a href=\"{}/{}\">{}</a></th><td>{}</td></tr>\n",
                                kHistoryPath, person.code, html_escaped(name_of(person.code, person.label)),
                                person.sessions);
        body += "</tbody></table>\n";
    }
    return page_of(std::string(history_words::kPeopleTitle), std::move(body) + "</main>\n", {});
}

std::string no_history_page(std::string_view sentence) {
    return page_of(std::string(history_words::kPeopleTitle),
                   ways(PagePlace::served, true) +
                       fmt::format("<main>\n<h1>{}</h1>\n<p class=\"finding\">{}</p>\n</main>\n",
                                   history_words::kPeopleTitle, html_escaped(sentence)),
                   {});
}

}  // namespace sacrum::sinks
