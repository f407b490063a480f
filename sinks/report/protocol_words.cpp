#include "sinks/report/protocol_words.hpp"

#include <fmt/format.h>

#include <utility>

#include "sinks/export/decimal_text.hpp"
#include "sinks/report/findings.hpp"
#include "sinks/report/page/page_words.hpp"
#include "sinks/report/svg_plot.hpp"

namespace sacrum::sinks {
namespace {

constexpr std::pair<Metric, const char*> kShown[] = {{Metric::cpd_peak, page_words::kShortDrop},
                                                     {Metric::cpd_excursion, page_words::kShortExcursion},
                                                     {Metric::sway_ml, page_words::kShortSway},
                                                     {Metric::cadence, page_words::kShortCadence},
                                                     {Metric::contact_time, page_words::kShortContact}};
constexpr std::size_t kMostListed = 50;  // marks; all of them stand in report.json

std::string at(SessionTime time) { return decimal(in_seconds(time), 1); }

std::string when(const SessionNote& note) {
    return note.time ? at(*note.time) + " s" : page_words::kBeforeStart;
}

std::string measure_words(const SideSummary& side, Metric metric) {
    const auto& summary = side.metrics[std::size_t(metric)];
    if (!summary) return "–";
    if (summary->strides < 2) return with_unit(metric, summary->median);
    return fmt::format("{} ({})", with_unit(metric, summary->median), range_with_unit(metric, summary->ci95));
}

std::string side_row(const StageSummary& stage, Side side) {
    const SideSummary& summary = stage.sides[side];
    std::string row = "<tr>";
    if (side == Side::left) {
        const bool has_gait = stage.main_gait != GaitMode::other;
        row += fmt::format("<th rowspan=\"2\">{}<br><small>{} to {} s{}{}</small></th>",
                           html_escaped(stage_words(stage.stage)), at(stage.start), at(stage.end),
                           has_gait ? ", " : "", has_gait ? word(stage.main_gait) : "");
    }
    row += side == Side::left ? "<td><span class=\"left-key\">● left</span></td>"
                              : "<td><span class=\"right-key\">▲ right</span></td>";
    row += fmt::format("<td>{} of {}</td>", summary.strides_used,
                       summary.strides_used + summary.strides_rejected);
    for (const auto& shown : kShown)
        row += fmt::format("<td>{}</td>", html_escaped(measure_words(summary, shown.first)));
    return row + "</tr>\n";
}

}  // namespace

std::string stage_words(const SessionStage& stage) {
    std::string text = stage.name;
    if (stage.speed_m_per_s) text += fmt::format(", {:g} m/s", *stage.speed_m_per_s);
    if (stage.incline_percent) text += fmt::format(", {:g} %", *stage.incline_percent);
    return text;
}

std::string note_words(const SessionNote& note) {
    std::string text = note.kind;
    if (note.number) text += fmt::format(" {:g}", *note.number);
    if (!note.text.empty()) text += " " + note.text;
    return text;
}

std::string stages_section(const SessionReport& report) {
    if (report.stages.empty()) return "";
    std::string out = page_words::kStagesBegin;
    for (const auto& shown : kShown) out += fmt::format("<th>{}</th>", definition_of(shown.first).name);
    out += "</tr></thead>\n<tbody>\n";
    for (const StageSummary& stage : report.stages)
        for (const Side side : kBothSides) out += side_row(stage, side);
    return out + "</tbody></table></div>\n";
}

std::string notes_section(const SessionReport& report) {
    if (report.notes.empty()) return "";
    std::string out = page_words::kMarksBegin;
    for (std::size_t i = 0; i < report.notes.size() && i < kMostListed; ++i)
        out += fmt::format("<li>{}: {}</li>\n", when(report.notes[i]),
                           html_escaped(note_words(report.notes[i])));
    out += "</ul>\n";
    if (report.notes.size() > kMostListed)
        out += fmt::format(page_words::kMoreMarks, report.notes.size() - kMostListed);
    return out;
}

std::string stages_lines(const SessionReport& report) {
    std::string text;
    for (const StageSummary& stage : report.stages) {
        text += fmt::format(page_words::kStageLine, stage_words(stage.stage), at(stage.start), at(stage.end));
        for (const Side side : kBothSides) {
            const SideSummary& summary = stage.sides[side];
            text += fmt::format(page_words::kStageSideLine, letter(side), summary.strides_used);
            for (const auto& [metric, name] : kShown)
                if (summary.metrics[std::size_t(metric)])
                    text += fmt::format("  {} {}", name, measure_words(summary, metric));
            text += "\n";
        }
    }
    return text;
}

std::string notes_lines(const SessionReport& report) {
    std::string text;
    for (std::size_t i = 0; i < report.notes.size() && i < kMostListed; ++i)
        text += fmt::format(page_words::kMarkLine, when(report.notes[i]), note_words(report.notes[i]));
    if (report.notes.size() > kMostListed)
        text += fmt::format(page_words::kMoreMarksLine, report.notes.size() - kMostListed);
    return text;
}

}  // namespace sacrum::sinks
