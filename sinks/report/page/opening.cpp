#include "sinks/report/page/opening.hpp"

#include <fmt/format.h>

#include "sinks/export/utc_text.hpp"
#include "sinks/report/findings.hpp"
#include "sinks/report/page/markup.hpp"
#include "sinks/report/page/page_words.hpp"
#include "sinks/report/page/zone.hpp"
#include "sinks/report/svg_plot.hpp"

namespace sacrum::sinks {
namespace {

// "2026-03-01 09:30 UTC"; the day alone where only the day was said, which stands as noon.
std::string when_words(std::chrono::sys_seconds began) {
    const auto day = std::chrono::floor<std::chrono::days>(began);
    if (began - day == std::chrono::hours(12)) return day_text(began);
    const std::chrono::hh_mm_ss clock{began - day};
    return fmt::format("{} {:02}:{:02} UTC", day_text(began), clock.hours().count(), clock.minutes().count());
}

std::string trust_box(const SessionReport& report) {
    std::vector<std::string> remarks;
    for (std::string& remark : trust_remarks(report)) remarks.push_back(as_sentence(std::move(remark)));
    return fmt::format("<div class=\"trust {}\">\n<p>{}. {}. {}.</p>\n{}</div>\n", word(report.verdict),
                       prose(as_sentence(quality_words(report))),
                       html_escaped(as_sentence(side_words(report))),
                       html_escaped(as_sentence(mounting_words(report.mounting))), list_of(remarks));
}

// One of the main figures. `note` and `zone` may be empty.
struct Card {
    std::string style;
    std::string title;  // markup
    std::string what;   // markup
    Metric metric;
    const std::optional<MetricSummary>& summary;
    std::string zone;
};

std::string card(const Card& card) {
    std::string out =
        fmt::format("<div class=\"card {}\"><h2>{}</h2>\n<p>{}</p>\n", card.style, card.title, card.what);
    if (!card.summary)
        return out + fmt::format("<p class=\"figure none\">{}</p></div>\n", page_words::kNotMeasured);
    const std::string number = bare(card.metric, card.summary->median);
    const std::string unit = with_unit(card.metric, card.summary->median).substr(number.size());
    out += fmt::format("<p class=\"figure\" data-metric=\"{}\">{}{}</p>\n", definition_of(card.metric).id,
                       number,
                       unit.starts_with(' ') ? fmt::format("<span class=\"unit\">{}</span>", unit) : unit);
    if (card.summary->strides > 1) {
        const Interval& range = card.summary->ci95;
        out += fmt::format("<p>{} {} to {}{}</p>\n", term("interval", page_words::kInterval95),
                           bare(card.metric, range.low), bare(card.metric, range.high),
                           unit.starts_with(' ') ? "" : unit);
    }
    if (!card.zone.empty()) out += fmt::format("<p class=\"zone\">{}</p>\n", html_escaped(card.zone));
    return out + "</div>\n";
}

std::string cards(const PageContent& content) {
    const SessionReport& report = content.session.report;
    const auto& of = [](const SideSummary& summary, Metric metric) -> const std::optional<MetricSummary>& {
        return summary.metrics[std::size_t(metric)];
    };
    const auto title = [&](Metric metric, std::string_view words) {
        return of(report.both, metric) ? term(definition_of(metric).id, words) : std::string(words);
    };
    std::string out = fmt::format("<div class=\"cards {}\">\n", word(report.verdict));
    for (const Side side : kBothSides) {
        const bool is_left = side == Side::left;
        out += card({is_left ? "left" : "right",
                     std::string(is_left ? page_words::kLeftStance : page_words::kRightStance),
                     title(Metric::cpd_peak, page_words::kDropCard), Metric::cpd_peak,
                     of(report.sides[side], Metric::cpd_peak), zone_words(content, Metric::cpd_peak, side)});
    }
    out += card({"", title(Metric::sway_ml, page_words::kSwayCard), std::string(page_words::kSwayOf),
                 Metric::sway_ml, of(report.both, Metric::sway_ml),
                 zone_words(content, Metric::sway_ml, std::nullopt)});
    out += card({"", title(Metric::cadence, page_words::kCadenceCard), std::string(page_words::kCadenceOf),
                 Metric::cadence, of(report.both, Metric::cadence),
                 zone_words(content, Metric::cadence, std::nullopt)});
    return out + "</div>\n";
}

std::vector<std::string> sentences(const PageContent& content) {
    const SessionReport& report = content.session.report;
    std::vector<std::string> all = finding_sentences(report);
    if (!has_strides(report)) return all;
    all.push_back(drift_sentence(report));
    if (content.compared_with) {
        for (std::string& sentence : change_sentences(*content.compared_with, content.changes))
            all.push_back(std::move(sentence));
        return all;
    }
    if (content.earlier.empty()) return all;
    for (std::string& sentence : change_sentences(content.earlier.back(), report, content.changes))
        all.push_back(std::move(sentence));
    return all;
}

}  // namespace

std::string opening(const PageContent& content) {
    const SessionReport& report = content.session.report;
    std::string out =
        fmt::format(page_words::kHeader, content.began ? page_words::kNameByHand : page_words::kByHand,
                    page_words::kTitle, content.began ? when_words(*content.began) + ", " : "",
                    html_escaped(report.recording), html_escaped(what_was_done(report)));
    out += trust_box(report);
    out += "<div class=\"finding\">\n";
    for (const std::string& sentence : sentences(content)) out += fmt::format("<p>{}</p>\n", prose(sentence));
    out += "</div>\n";
    return has_strides(report) ? out + cards(content) : out;
}

}  // namespace sacrum::sinks
