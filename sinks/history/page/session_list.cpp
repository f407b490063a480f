#include "sinks/history/page/session_list.hpp"

#include <fmt/format.h>

#include "sinks/export/utc_text.hpp"
#include "sinks/history/page/history_words.hpp"
#include "sinks/report/findings.hpp"
#include "sinks/report/svg_plot.hpp"

namespace sacrum::sinks {
namespace {

std::string or_dash(const std::optional<double>& number, int decimals) {
    return number ? fmt::format("{:.{}f}", *number, decimals) : "–";
}

std::string row(const PastSession& session) {
    const SessionReport& report = session.report;
    const SessionContext& context = session.context;
    return fmt::format(
        "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td>"
        "<td>{}</td><td>{}</td><td>{}, {}</td></tr>\n",
        utc_text(session.began).substr(0, 10), session.id, word(report.main_gait),
        duration_words(report.duration), word(report.verdict), html_escaped(context.surface.value_or("–")),
        context.camber ? word(*context.camber) : "–", or_dash(context.speed_m_per_s, 2),
        or_dash(context.distance_km, 1), html_escaped(report.algorithm_version), word(report.pass));
}

}  // namespace

std::string session_list(const PersonView& view) {
    std::string out = fmt::format(
        "<section id=\"sessions\"><h2>{}</h2>\n<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
        "aria-label=\"{}\"><table>\n<thead><tr><th scope=\"col\">day</th><th scope=\"col\">session</th><th "
        "scope=\"col\">gait</th><th scope=\"col\">recorded</th><th scope=\"col\">quality</th><th "
        "scope=\"col\">surface</th><th scope=\"col\">camber</th><th scope=\"col\">speed, m/s</th><th "
        "scope=\"col\">km</th><th scope=\"col\">methods</th></tr></thead>\n<tbody>\n",
        history_words::kSessions, history_words::kSessions);
    for (auto session = view.sessions.rbegin(); session != view.sessions.rend(); ++session)
        out += row(*session);
    return out + "</tbody></table></div></section>\n";
}

}  // namespace sacrum::sinks
