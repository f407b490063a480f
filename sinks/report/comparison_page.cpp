#include "sinks/report/comparison_page.hpp"

#include <fmt/format.h>

#include <limits>

#include "sinks/report/comparison_table.hpp"
#include "sinks/report/page_style.hpp"
#include "sinks/report/svg_plot.hpp"

namespace sacrum::sinks {
namespace {

constexpr Interval kNothing{std::numeric_limits<double>::infinity(),
                            -std::numeric_limits<double>::infinity()};
constexpr std::size_t kMostMarks = 800;

std::string table_row(const QuantityComparison& quantity) {
    const auto words = words_of(quantity.quantity);
    std::string row =
        fmt::format("<tr><th scope=\"row\">{} ({})</th><td>{}</td><td>{}</td><td>{}</td>", words.name,
                    words.unit, quantity.pairs.size(), quantity.missed, quantity.extra);
    if (!quantity.agreement) return row + "<td colspan=\"6\">too few pairs</td></tr>\n";
    const Agreement& a = *quantity.agreement;
    const int d = words.decimals;
    const auto icc = [](const std::optional<double>& value) {
        return value ? fmt::format("{:.3f}", *value) : "–";
    };
    return row + fmt::format(
                     "<td>{:+.{}f}</td><td>{:.{}f}</td><td>{:+.{}f} to {:+.{}f}</td><td>{:.{}f}</td>"
                     "<td>{}</td><td>{}</td></tr>\n",
                     a.bias, d, a.sd, d, a.limits.low, d, a.limits.high, d, a.rmse, d, icc(a.icc_agreement),
                     icc(a.icc_consistency));
}

}  // namespace

std::string bland_altman(const QuantityComparison& quantity) {
    if (!quantity.agreement) return {};
    const auto words = words_of(quantity.quantity);
    const Agreement& agreement = *quantity.agreement;
    const std::size_t step = quantity.pairs.size() / kMostMarks + 1;
    struct Mark {
        PlotPoint at;
        Side side;
    };
    std::vector<Mark> marks;
    Interval across = kNothing;
    Interval up = agreement.limits;
    stretch(up, 0.0);
    for (std::size_t i = 0; i < quantity.pairs.size(); i += step) {
        const ComparedPair& pair = quantity.pairs[i];
        const double x = words.is_moment ? in_seconds(pair.time) : 0.5 * (pair.reference + pair.measured);
        marks.push_back({{x, pair.difference()}, pair.side.value_or(Side::left)});
        stretch(across, x);
        stretch(up, pair.difference());
    }
    SvgPlot plot({.x = with_margin(across, 0.05, 0.1),
                  .y = with_margin(up, 0.1, 0.1),
                  .x_label = words.is_moment ? "time, s" : fmt::format("mean of the two, {}", words.unit),
                  .y_label = fmt::format("recording - reference, {}", words.unit)});
    plot.level(0.0, "line zero");
    for (const Mark& mark : marks) plot.mark(mark.at, mark.side, 1.8);
    plot.level(agreement.bias, "line left");
    plot.level(agreement.limits.low, "line right");
    plot.level(agreement.limits.high, "line right");
    return plot.finish(
        fmt::format("{}: {} differences, bias {:.{}f} {}, limits of agreement {:.{}f} to {:.{}f}", words.name,
                    quantity.pairs.size(), agreement.bias, words.decimals, words.unit, agreement.limits.low,
                    words.decimals, agreement.limits.high, words.decimals));
}

std::string comparison_page(const ReferenceComparison& comparison) {
    std::string page = fmt::format(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n<title>{0} against a "
        "reference</title>\n<style>{1}</style>"
        "</head><body>\n<h1>{0} against a reference</h1>\n<p class=\"what\">{2}",
        html_escaped(comparison.recording), kPageStyle, word(comparison.gait));
    for (const std::string& source : comparison.sources) page += "<br>" + html_escaped(source);
    page += fmt::format("</p>\n<p>{}</p>\n", html_escaped(alignment_sentence(comparison.alignment)));
    if (comparison.sides_known > 0)
        page += fmt::format("<p>Sides: {} of {} right, {} undecided.</p>\n", comparison.sides_right,
                            comparison.sides_known, comparison.sides_known - comparison.sides_decided);
    if (!comparison.remarks.empty()) {
        page += "<div class=\"trust usable\"><ul>";
        for (const std::string& remark : comparison.remarks) page += "<li>" + html_escaped(remark) + "</li>";
        page += "</ul></div>\n";
    }
    page +=
        "<div class=\"scroll\"><table><thead><tr><th>recording - reference</th><th>n</th><th>missed</th>"
        "<th>extra</th><th>bias</th><th>SD</th><th>limits of agreement</th><th>RMSE</th><th>ICC(2,1)</th>"
        "<th>ICC(3,1)</th></tr></thead><tbody>\n";
    for (const QuantityComparison& quantity : comparison.quantities) page += table_row(quantity);
    page += "</tbody></table></div>\n<div class=\"pictures\">\n";
    for (const QuantityComparison& quantity : comparison.quantities) {
        const std::string picture = bland_altman(quantity);
        if (picture.empty()) continue;
        page += fmt::format(
            "<figure><h3>{}</h3>{}<figcaption>blue line: bias; orange: limits of agreement, bias ± "
            "1.96 SD{}</figcaption></figure>\n",
            words_of(quantity.quantity).name, picture,
            quantity.pairs.size() > kMostMarks ? "; some of the differences" : "");
    }
    page +=
        "</div>\n<p class=\"small\">Differences of one person's steps are not independent of each other, and "
        "one "
        "person stands for nobody else. Bland and Altman 1986; Shrout and Fleiss 1979.</p>\n</body></html>\n";
    return page;
}

}  // namespace sacrum::sinks
