#include "sinks/report/page/change_section.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sinks/report/findings.hpp"
#include "sinks/report/page/markup.hpp"
#include "sinks/report/page/page_words.hpp"
#include "sinks/report/svg_plot.hpp"

namespace sacrum::sinks {
namespace {

using Changes = std::vector<MeasureChange>;

// Each once, in the order in which they are first needed.
std::vector<std::string> bases_of(const Changes& changes) {
    std::vector<std::string> bases;
    for (const MeasureChange& change : changes)
        if (!change.basis.empty() && std::ranges::find(bases, change.basis) == bases.end())
            bases.push_back(change.basis);
    return bases;
}

// " [a]" where there are several; nothing where one sentence says it of all.
std::string basis_mark(const MeasureChange& change, const std::vector<std::string>& bases) {
    if (change.basis.empty() || bases.size() < 2) return "";
    return fmt::format(" [{}]", char('a' + (std::ranges::find(bases, change.basis) - bases.begin())));
}

std::string row(const MeasureChange& change, const std::vector<std::string>& bases) {
    const std::string text = with_unit(change.metric, change.change());
    const bool is_more = change.change() > 0.0 && text != with_unit(change.metric, 0.0);
    const std::string range =
        change.ci95
            ? fmt::format(" <small>({})</small>", html_escaped(range_with_unit(change.metric, *change.ci95)))
            : "";
    return fmt::format(
        "<tr data-metric=\"{}\"><th scope=\"row\">{} "
        "{}</th><td>{}</td><td>{}</td><td>{}{}{}</td><td>{}{}</td></tr>\n",
        definition_of(change.metric).id, term(change.metric), change.side ? side_key(*change.side) : "",
        with_unit(change.metric, change.before), with_unit(change.metric, change.now), is_more ? "+" : "",
        text, range, html_escaped(change_verdict(change)), basis_mark(change, bases));
}

std::string basis_notes(const std::vector<std::string>& bases) {
    std::string out;
    if (bases.size() < 2) return out;
    for (std::size_t i = 0; i < bases.size(); ++i)
        out += fmt::format(page_words::kBasisNote, char('a' + i), html_escaped(bases[i]));
    return out;
}

// ": from repeated walks of ten people …"
std::string only_basis(const std::vector<std::string>& bases) {
    return bases.size() == 1 ? page_words::kFromBasis + html_escaped(bases.front()) : "";
}

std::string table(const Changes& changes, std::string_view before, std::string_view now) {
    const auto bases = bases_of(changes);
    std::string out = fmt::format(page_words::kChangesHead, before, now);
    for (const MeasureChange& change : changes) out += row(change, bases);
    return out + "</tbody></table></div>\n" + basis_notes(bases);
}

std::string against_history(const PageContent& content) {
    const proto::ComparedWith& with = *content.compared_with;
    const std::vector<std::string> remarks(with.remarks().begin(), with.remarks().end());
    std::string out = fmt::format("<section id=\"changes\"><h2>{}</h2>\n", page_words::kChangedFromBaseline);
    if (with.sessions() == 0) return out + page_words::kNoneInHistory + list_of(remarks) + "</section>\n";
    out += fmt::format(page_words::kComparedWith, html_escaped(baseline_words(with)));
    if (with.sessions_now() > 1)
        out += fmt::format(page_words::kNowMean, with.sessions_now(), html_escaped(with.since()));
    out += fmt::format(page_words::kInBracketsDetectable, term("since-last", page_words::kMoreThanChance),
                       only_basis(bases_of(content.changes)));
    out += list_of(remarks);
    if (!content.changes.empty()) out += table(content.changes, page_words::kBefore, page_words::kNow);
    return out + "</section>\n";
}

}  // namespace

std::string change_section(const PageContent& content) {
    if (content.compared_with) return against_history(content);
    if (content.earlier.empty()) return "";
    const SessionReport& before = content.earlier.back();
    std::string out =
        fmt::format("<section id=\"changes\"><h2>{}</h2>\n<p class=\"small\">{}: {}.", page_words::kChanged,
                    html_escaped(before.recording), html_escaped(what_was_done(before)));
    if (!content.changes.empty())
        out += fmt::format(page_words::kInBracketsInterval,
                           term("since-last", page_words::kWhatIsMoreThanChance),
                           only_basis(bases_of(content.changes)));
    out += "</p>\n" + list_of(comparison_remarks(before, content.session.report));
    if (!content.changes.empty()) out += table(content.changes, page_words::kLastTime, page_words::kNow);
    return out + "</section>\n";
}

}  // namespace sacrum::sinks
