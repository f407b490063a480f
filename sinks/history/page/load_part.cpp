#include "sinks/history/page/load_part.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sinks/export/utc_text.hpp"
#include "sinks/history/load_words.hpp"
#include "sinks/history/page/history_words.hpp"
#include "sinks/report/page/markup.hpp"
#include "sinks/report/svg_plot.hpp"

namespace sacrum::sinks {
namespace {

std::string day_of(const WeekLoad& week) { return utc_text(week.monday).substr(0, 10); }

std::string amount(LoadUnit unit, double volume) {
    return unit == LoadUnit::kilometres ? fmt::format("{:.1f} km", volume)
                                        : fmt::format("{:.0f} steps", volume);
}

std::string jump_words(const LoadJump& jump) {
    return fmt::format("{}: {}, the weeks before {} on average{}", history_words::kJump,
                       amount(jump.unit, jump.now), amount(jump.unit, jump.before),
                       jump.ratio ? fmt::format(", {:.1f} times as much", *jump.ratio) : "");
}

std::string or_dash(const std::optional<double>& number, int decimals) {
    return number ? fmt::format("{:.{}f}", *number, decimals) : "–";
}

std::string row(const WeekLoad& week, const std::optional<LoadJump>& jump) {
    const Load& load = week.load;
    return fmt::format(
        "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{:.0f}</td><td>{}</td><td>{}</td>"
        "<td>{}</td><td>{}</td></tr>\n",
        day_of(week), load.sessions, or_dash(load.distance_km, 1), load.steps, load.duration_s / 60.0,
        or_dash(load.impact_bw, 0), or_dash(load.drop_deg.left, 0), or_dash(load.drop_deg.right, 0),
        jump ? "<strong>" + html_escaped(jump_words(*jump)) + "</strong>" : "");
}

std::string table_of(const PersonView& view) {
    std::string out = fmt::format(
        "<details><summary>{}</summary><div class=\"scroll\" role=\"region\" tabindex=\"0\" "
        "aria-label=\"load by week\"><table>\n<thead><tr><th scope=\"col\">week of</th><th "
        "scope=\"col\">sessions</th><th scope=\"col\">km</th><th scope=\"col\">steps</th><th "
        "scope=\"col\">min</th><th scope=\"col\">impact, body weights</th><th scope=\"col\">drop left, "
        "°</th><th scope=\"col\">drop right, °</th><th scope=\"col\">remark</th></tr></thead>\n<tbody>\n",
        history_words::kFigures);
    for (std::size_t at = view.load.weeks.size(); at-- > 0;)
        out += row(view.load.weeks[at], view.week_jumps[at]);
    return out + "</tbody></table></div></details>\n";
}

std::string said(const PersonView& view, LoadUnit unit) {
    std::string out =
        fmt::format("load of {} week{}", view.load.weeks.size(), view.load.weeks.size() == 1 ? "" : "s");
    if (!view.load.weeks.empty())
        out += fmt::format("; {} in the newest", amount(unit, volume_of(view.load.weeks.back(), unit)));
    const auto jumps =
        std::ranges::count_if(view.week_jumps, [](const auto& jump) { return jump.has_value(); });
    return out + fmt::format("; {} jump{}", jumps, jumps == 1 ? "" : "s");
}

}  // namespace

LoadUnit drawn_unit(const TrainingLoad& load) {
    const bool is_known = std::ranges::all_of(
        load.weeks, [](const WeekLoad& week) { return week.load.distance_km.has_value(); });
    return is_known ? LoadUnit::kilometres : LoadUnit::steps;
}

double volume_of(const WeekLoad& week, LoadUnit unit) {
    return unit == LoadUnit::kilometres ? week.load.distance_km.value_or(0.0) : double(week.load.steps);
}

std::string load_part(const PersonView& view) {
    const LoadUnit unit = drawn_unit(view.load);
    std::string out = fmt::format("<section id=\"load\"><h2>{}</h2>\n", history_words::kLoad);
    for (const std::string& sentence : jump_sentences(view.load))
        out += fmt::format("<p class=\"finding\">{}</p>\n", prose(sentence));
    out += fmt::format(
        "<figure><h3>{} a week</h3>\n<div class=\"chart weeks\" role=\"img\" data-chart=\"weeks\" "
        "data-y=\"{}\" "
        "aria-label=\"{}\"><noscript>{}</noscript></div>\n<figcaption>{}</figcaption>\n{}</figure>\n",
        unit == LoadUnit::kilometres ? "Kilometres" : "Steps", unit == LoadUnit::kilometres ? "km" : "steps",
        html_escaped(said(view, unit)), history_words::kNeedsScript, history_words::kLoadNote,
        table_of(view));
    return out + "</section>\n";
}

}  // namespace sacrum::sinks
