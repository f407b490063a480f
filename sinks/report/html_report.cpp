#include "sinks/report/html_report.hpp"

#include <fmt/format.h>

#include <cmath>
#include <span>
#include <utility>

#include "sinks/export/decimal_text.hpp"
#include "sinks/report/findings.hpp"
#include "sinks/report/page_style.hpp"
#include "sinks/report/protocol_words.hpp"
#include "sinks/report/report_pictures.hpp"
#include "sinks/report/svg_plot.hpp"

namespace sacrum::sinks {
namespace {

constexpr const char* kLegend =
    "<p class=\"legend\"><span class=\"left-key\">● L, left stance (blue, solid)</span> &nbsp; "
    "<span class=\"right-key\">▲ R, right stance (orange, dashed)</span></p>\n";

// With a capital at the start. The words begin with a plain letter.
std::string as_sentence(std::string words) {
    if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = char(words[0] - 'a' + 'A');
    return words;
}

std::string list_of(const std::vector<std::string>& sentences) {
    if (sentences.empty()) return "";
    std::string out = "<ul>\n";
    for (const std::string& sentence : sentences) out += fmt::format("<li>{}</li>\n", html_escaped(sentence));
    return out + "</ul>\n";
}

std::string head(const SessionReport& report) {
    return fmt::format(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>{} - pelvic stability</title>\n<style>{}</style>\n</head>\n<body>\n",
        html_escaped(report.recording), kPageStyle);
}

std::string trust_box(const SessionReport& report) {
    std::vector<std::string> remarks;
    for (std::string& remark : trust_remarks(report)) remarks.push_back(as_sentence(std::move(remark)));
    return fmt::format("<div class=\"trust {}\">\n<p>{}. {}. {}.</p>\n{}</div>\n", word(report.verdict),
                       html_escaped(as_sentence(quality_words(report))),
                       html_escaped(as_sentence(side_words(report))),
                       html_escaped(as_sentence(mounting_words(report.mounting))), list_of(remarks));
}

std::string opening(const SessionReport& report) {
    std::string out = fmt::format(
        "<h1>{}</h1>\n<p class=\"what\">Pelvic stability from one sensor on the sacrum: {}; pass {}</p>\n",
        html_escaped(report.recording), html_escaped(what_was_done(report)), word(report.pass));
    out += trust_box(report);
    out += "<div class=\"finding\">\n";
    for (const std::string& sentence : finding_sentences(report))
        out += fmt::format("<p>{}</p>\n", html_escaped(sentence));
    return out + "</div>\n";
}

std::string figure(std::string_view title, const std::string& picture, std::string_view caption) {
    if (picture.empty()) {
        return fmt::format(
            "<figure><h3>{}</h3><div class=\"empty\">not measured in these strides</div></figure>\n", title);
    }
    return fmt::format("<figure><h3>{}</h3>\n{}<figcaption>{}</figcaption></figure>\n", title, picture,
                       caption);
}

std::string pictures(const Session& session) {
    const SessionReport& report = session.report;
    if (!has_strides(report)) return "";  // the finding has said why
    std::string out = kLegend;
    out += "<div class=\"pictures\">\n";
    out += figure("Peak drop over the session", over_session(session.strides, Metric::cpd_peak),
                  "A mark per stride (at most 300 a side); lines are running medians of 11 strides.");
    out += figure("Drop through the stride", drop_through_stride(report),
                  "Mean and one SD between strides. Thin upright: end of contact. Above 0 the other side is "
                  "the lower one.");
    out += figure("Way of the sensor, from behind", butterfly(report),
                  "Mean stride; side to side is drawn larger. Bold: from this foot's contact (mark) to the "
                  "other's; thin: the rest.");
    out += figure("Left against right", left_against_right(report), "Median with its 95 % interval.");
    out += figure(
        "Lateral sway over the session", over_session(session.strides, Metric::sway_ml),
        "Of the sensor, through the stride that this foot's contact opens; lines are running medians.");
    return out + "</div>\n";
}

std::string summary_text(const SideSummary& side, const MetricDefinition& definition) {
    const auto& summary = side.metrics[std::size_t(definition.metric)];
    if (!summary) return "–";
    if (summary->strides < 2)
        return with_unit(definition.metric, summary->median) + " <small>1 stride</small>";
    return fmt::format("{} <small>({}; SD {})</small>", with_unit(definition.metric, summary->median),
                       html_escaped(range_with_unit(definition.metric, summary->ci95)),
                       bare(definition.metric, summary->spread));
}

std::string verdict_text(const SessionReport& report, Metric metric) {
    switch (difference_verdict(report, metric)) {
        case DifferenceVerdict::not_measured: return "";
        case DifferenceVerdict::not_shown: return "not shown";
        case DifferenceVerdict::not_told_from_mounting: return "or the sensor sits askew";
        case DifferenceVerdict::shown: break;
    }
    return difference_words(report, metric);
}

std::string difference_text(const SessionReport& report, const MetricDefinition& definition) {
    const auto& difference = report.differences[std::size_t(definition.metric)];
    if (!difference) return "–";
    return fmt::format("{} <small>({})</small> {}",
                       with_unit(definition.metric, difference->right_minus_left),
                       html_escaped(range_with_unit(definition.metric, difference->ci95)),
                       html_escaped(verdict_text(report, definition.metric)));
}

// "L +0.4° (0.1 to 0.7°)", or "not shown"
std::string drift_text(std::span<const std::pair<const char*, const SideSummary*>> parts, Metric metric) {
    std::string out;
    bool is_measured = false;
    for (const auto& [name, summary] : parts) {
        const auto& drift = summary->drift[std::size_t(metric)];
        if (!drift) continue;
        is_measured = true;
        if (!drift->is_shown()) continue;
        out += fmt::format("{}{}{} <small>({})</small>", out.empty() ? "" : ", ", name,
                           with_unit(metric, drift->per_ten_minutes),
                           html_escaped(range_with_unit(metric, drift->ci95)));
    }
    if (!out.empty()) return out;
    return is_measured ? "not shown" : "–";
}

std::string table_row(const SessionReport& report, const MetricDefinition& definition) {
    const std::pair<const char*, const SideSummary*> sides[] = {{"L ", &report.sides.left},
                                                                {"R ", &report.sides.right}};
    const std::pair<const char*, const SideSummary*> both[] = {{"", &report.both}};
    if (belongs_to_whole_stride(definition.metric)) {
        return fmt::format("<tr><th>{}</th><td colspan=\"2\">{}</td><td></td><td>{}</td></tr>\n",
                           definition.name, summary_text(report.both, definition),
                           drift_text(both, definition.metric));
    }
    return fmt::format("<tr><th>{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n", definition.name,
                       summary_text(report.sides.left, definition),
                       summary_text(report.sides.right, definition), difference_text(report, definition),
                       drift_text(sides, definition.metric));
}

std::string table(const SessionReport& report) {
    std::string out =
        "<h2>All measures</h2>\n<p class=\"small\">Median (its 95 % interval, wider where the sensor "
        "moves on the skin; SD: robust spread between strides). "
        "Not shown: smaller than these strides can tell from chance. Where left and right are one, both feet "
        "take part in the measure. Change over time needs two minutes and twenty strides.</p>\n<div "
        "class=\"scroll\"><table>\n<thead><tr><th>measure</th><th><span "
        "class=\"left-key\">● left</span></th>"
        "<th><span class=\"right-key\">▲ right</span></th><th>right minus left</th><th>change per 10 "
        "min</th></tr></thead>\n"
        "<tbody>\n";
    out += fmt::format("<tr><th>strides used</th><td>{} of {}</td><td>{} of {}</td><td></td><td></td></tr>\n",
                       report.sides.left.strides_used,
                       report.sides.left.strides_used + report.sides.left.strides_rejected,
                       report.sides.right.strides_used,
                       report.sides.right.strides_used + report.sides.right.strides_rejected);
    for (const MetricDefinition& definition : metric_catalogue()) {
        if (report.both.metrics[std::size_t(definition.metric)]) out += table_row(report, definition);
    }
    return out + "</tbody></table></div>\n";
}

std::string rejected(const SessionReport& report) {
    if (report.both.strides_rejected == 0) return "<h2>Strides that were not used</h2>\n<p>None.</p>\n";
    std::string out = "<h2>Strides that were not used</h2>\n";
    const auto add = [&](std::string_view name, const SideSummary& side) {
        if (side.strides_rejected == 0) return;
        out += fmt::format("<p>{} {}: {}</p>\n", name, side.strides_rejected, rejected_words(side));
    };
    add("<span class=\"left-key\">● left</span>", report.sides.left);
    add("<span class=\"right-key\">▲ right</span>", report.sides.right);
    add("side not known", of_unknown_side(report));
    return out +
           "<p class=\"small\">A stride may have several reasons. Each keeps its row in strides.csv.</p>\n";
}

std::string quality_section(const SessionReport& report) {
    const RecordingQuality& quality = report.quality;
    std::string out = fmt::format(
        "<h2>Data quality: {}</h2>\n<p>{} samples kept at {:.4g} Hz, {} missing ({} % in {} gaps), {} "
        "duplicate, {} with time "
        "running back, {} not a number, {} at the end of the sensor's range.",
        word(report.verdict), quality.samples, report.rate.si(), quality.missing_samples,
        decimal(100.0 * report.loss_fraction, 2), quality.gaps.size(), quality.duplicate_samples,
        quality.reversed_samples, quality.invalid_samples, quality.clipped_samples);
    if (quality.ends_in_mid_line) out += " The file ends in the middle of a line: it was cut.";
    if (report.gyroscope_bias_deg_per_s) {
        out += fmt::format(" Gyroscope bias {}°/s.", decimal(*report.gyroscope_bias_deg_per_s, 2));
    }
    return out + "</p>\n";
}

std::string gait_section(const SessionReport& report) {
    if (report.bouts.empty()) return "";
    std::string out = fmt::format("<h2>Gait found</h2>\n<p>{} contacts in", report.contacts);
    constexpr std::size_t kMostListed = 12;
    for (std::size_t i = 0; i < report.bouts.size() && i < kMostListed; ++i) {
        const GaitBout& bout = report.bouts[i];
        out += fmt::format("{} {} {}–{} s", i == 0 ? "" : ",", word(bout.mode),
                           decimal(in_seconds(bout.start), 1), decimal(in_seconds(bout.end), 1));
    }
    if (report.bouts.size() > kMostListed)
        out += fmt::format(" and {} more", report.bouts.size() - kMostListed);
    return out + fmt::format("; {} turns.</p>\n", report.turns.size());
}

std::string mounting_details(const MountingReport& mounting) {
    std::string out = html_escaped(mounting_words(mounting));
    if (mounting.standing_obliquity_deg) {
        out += fmt::format("; standing obliquity {}° removed", decimal(*mounting.standing_obliquity_deg, 1));
        if (mounting.standing_sd_deg) out += fmt::format(" (±{}°)", decimal(*mounting.standing_sd_deg, 2));
        if (mounting.calibrated_at)
            out += fmt::format(", as the person stood for it until {} s",
                               decimal(in_seconds(*mounting.calibrated_at), 0));
    } else {
        out +=
            "; no standing in the recording, so the sensor's own roll is still in the drop: more on one "
            "side, less on the other";
    }
    if (mounting.wobble) {
        out += fmt::format(
            "; after landings the sensor nods by {}° for each m/s² (on bone nearly 0), taken as skin and "
            "belt: "
            "the intervals are as wide as that asks for",
            decimal(std::hypot(mounting.wobble->obliquity, mounting.wobble->tilt), 2));
    }
    return out;
}

std::string small_print(const SessionReport& report) {
    std::string out = "<h2>Small print</h2>\n<dl>\n";
    for (const Metric metric :
         {Metric::cpd_peak, Metric::cpd_excursion, Metric::sway_ml, Metric::vertical_osc}) {
        if (!report.both.metrics[std::size_t(metric)]) continue;
        const MetricDefinition& definition = definition_of(metric);
        out += fmt::format("<dt>{}</dt><dd>{} <span class=\"small\">{}</span></dd>\n", definition.name,
                           html_escaped(definition.definition), html_escaped(definition.known_error));
    }
    if (!report.is_timing_verified) out += fmt::format("<dt>Timing</dt><dd>{}.</dd>\n", kUnverifiedTiming);
    out += fmt::format("<dt>Mounting</dt><dd>{}.</dd>\n", mounting_details(report.mounting));
    out += fmt::format("<dt>Assumed</dt><dd>{}</dd>\n",
                       report.assumptions.empty() ? "nothing" : list_of(report.assumptions));
    out += fmt::format(
        "<dt>Made by</dt><dd>sacrum {}, methods {}, {} pass. Definitions of all measures: sacrum explain "
        "--all.</dd>\n",
        html_escaped(report.program_version), html_escaped(report.algorithm_version), word(report.pass));
    out +=
        "<dt>What this is</dt><dd>A marker of frontal-plane pelvic control in this session. It is not a "
        "diagnosis, does not say "
        "why a pelvis moves as it does, and says nothing about one person's risk of injury.</dd>\n";
    return out + "</dl>\n";
}

}  // namespace

std::string html_report(const Session& session) {
    const SessionReport& report = session.report;
    std::string page = head(report) + opening(report) + pictures(session) + "<div class=\"further\">\n";
    if (has_strides(report)) page += table(report);
    page += stages_section(report) + notes_section(report);
    page += rejected(report) + gait_section(report) + quality_section(report) + small_print(report);
    return page + "</div>\n</body>\n</html>\n";
}

}  // namespace sacrum::sinks
