#include "sinks/report/summary_table.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string_view>

#include "sinks/export/decimal_text.hpp"
#include "sinks/report/findings.hpp"
#include "sinks/report/protocol_words.hpp"

namespace sacrum::sinks {
namespace {

constexpr std::size_t kLabelWidth = 20;
constexpr std::size_t kColumnWidth = 17;
constexpr std::size_t kIndent = 4;

class Palette {
  public:
    explicit Palette(bool on) : on_(on) {}
    [[nodiscard]] std::string left(std::string_view text) const { return wrap("34", text); }
    [[nodiscard]] std::string right(std::string_view text) const { return wrap("33", text); }
    [[nodiscard]] std::string bold(std::string_view text) const { return wrap("1", text); }
    [[nodiscard]] std::string warning(std::string_view text) const { return wrap("1;31", text); }

  private:
    [[nodiscard]] std::string wrap(const char* code, std::string_view text) const {
        return on_ ? fmt::format("\033[{}m{}\033[0m", code, text) : std::string(text);
    }
    bool on_;
};

// Width as seen: bytes that continue a UTF-8 character take no room.
std::size_t seen_width(std::string_view text) {
    std::size_t width = 0;
    for (const char c : text) width += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    return width;
}

std::string padded(std::string_view text, std::size_t width) {
    std::string out(text);
    const std::size_t seen = seen_width(text);
    if (seen < width) out.append(width - seen, ' ');
    return out;
}

// Rounded up, so that an interval is never shown as nothing.
std::string half_width(const Interval& interval, int decimals) {
    const double unit = std::pow(10.0, -decimals);
    constexpr double kTiny = 1e-9;  // 0.3 stays 0.3
    return decimal(unit * std::ceil(0.5 * (interval.high - interval.low) / unit - kTiny), decimals);
}

std::string plus_minus(Metric metric, double number, const Interval& interval) {
    const MetricDefinition& definition = definition_of(metric);
    const std::string gap = definition.unit == "°" || definition.unit.empty() ? "" : " ";
    return fmt::format("{} ± {}{}{}", bare(metric, number), half_width(interval, definition.decimals), gap,
                       definition.unit);
}

std::string side_cell(const SideSummary& side, Metric metric) {
    const auto& summary = side.metrics[std::size_t(metric)];
    if (!summary) return "-";
    if (summary->strides < 2) return with_unit(metric, summary->median);
    return plus_minus(metric, summary->median, summary->ci95);
}

std::string metric_line(const SessionReport& report, Metric metric, const Palette& palette) {
    const auto& difference = report.differences[std::size_t(metric)];
    std::string line(kIndent, ' ');
    line += padded(definition_of(metric).name, kLabelWidth);
    line += palette.left(padded(side_cell(report.sides.left, metric), kColumnWidth));
    line += palette.right(padded(side_cell(report.sides.right, metric), kColumnWidth));
    if (difference) {
        line += padded(plus_minus(metric, difference->right_minus_left, difference->ci95), kColumnWidth);
        line += difference_words(report, metric);
    }
    return line;
}

std::string strides_cell(const SideSummary& side) {
    return fmt::format("{} of {}", side.strides_used, side.strides_used + side.strides_rejected);
}

// Measures of the whole stride, several to a line.
std::string whole_stride_lines(const SessionReport& report) {
    struct Shown {
        Metric metric;
        std::string_view label;
    };
    constexpr Shown kFirst[] = {{Metric::sway_ml, "lateral sway"}, {Metric::sway_ml_centre, "pelvis centre"}};
    constexpr Shown kSecond[] = {
        {Metric::vertical_osc, "vertical"}, {Metric::cadence, "cadence"}, {Metric::contact_time, "contact"}};
    std::string lines;
    const auto add = [&](auto& shown) {
        std::string line;
        for (const auto& [metric, label] : shown) {
            if (!report.both.metrics[std::size_t(metric)]) continue;
            line += line.empty() ? std::string(kIndent, ' ') + padded(label, kLabelWidth)
                                 : fmt::format("   {} ", label);
            line += side_cell(report.both, metric);
            if (metric == Metric::sway_ml) line += " (sensor)";
        }
        if (!line.empty()) lines += line + "\n";
    };
    add(kFirst);
    add(kSecond);
    return lines;
}

std::string labelled(std::string_view label, std::string_view text) {
    return std::string(kIndent, ' ') + padded(label, kLabelWidth) + std::string(text) + "\n";
}

std::string trust_lines(const SessionReport& report, const Palette& palette) {
    const std::string quality = quality_words(report);
    std::string text = fmt::format("{}   {}\n", palette.bold(report.recording), what_was_done(report));
    text += fmt::format("    {}\n", report.verdict == Verdict::good ? quality : palette.warning(quality));
    for (const std::string& remark : trust_remarks(report)) text += fmt::format("      - {}\n", remark);
    text += fmt::format("    {}   {}   pass {}\n", side_words(report), mounting_words(report.mounting),
                        word(report.pass));
    for (const std::string& assumption : report.assumptions)
        text += fmt::format("    assumed: {}\n", assumption);
    return text;
}

std::string finding_lines(const SessionReport& report, const Palette& palette) {
    if (!has_strides(report)) {
        std::string text = fmt::format("    {}\n", why_no_strides(report));
        for (const Side side : kBothSides) {
            const std::string rejected = rejected_words(report.sides[side]);
            if (!rejected.empty()) text += labelled(fmt::format("rejected {}", word(side)), rejected);
        }
        const std::string unknown = rejected_words(of_unknown_side(report));
        if (!unknown.empty()) text += labelled("rejected, no side", unknown);
        return text;
    }
    std::string text(kIndent + kLabelWidth, ' ');
    text += palette.left(padded("left", kColumnWidth)) + palette.right(padded("right", kColumnWidth)) +
            "right minus left\n";
    text += labelled("strides used", padded(strides_cell(report.sides.left), kColumnWidth) +
                                         strides_cell(report.sides.right));
    for (const Metric metric : {Metric::cpd_peak, Metric::cpd_excursion})
        text += metric_line(report, metric, palette) + "\n";
    text += whole_stride_lines(report);
    return text;
}

std::string change_lines(const SessionReport& report) {
    std::string text;
    for (const Side side : kBothSides) {
        const auto drift = drift_words(report.sides[side], Metric::cpd_peak);
        if (drift)
            text += labelled(text.empty() ? "over the session" : "",
                             fmt::format("drop {} {}", word(side), *drift));
    }
    return text;
}

}  // namespace

std::string summary_table(const SessionReport& report, const std::string& folder,
                          const std::vector<std::string>& files, SummaryStyle style) {
    const Palette palette(style.uses_colour);
    std::string text = trust_lines(report, palette);
    text += '\n';
    text += finding_lines(report, palette);
    const std::string change = change_lines(report);
    if (!change.empty()) text += fmt::format("\n{}", change);
    if (const std::string stages = stages_lines(report); !stages.empty()) text += "\n" + stages;
    if (const std::string notes = notes_lines(report); !notes.empty()) text += "\n" + notes;
    std::string written = folder;
    for (const std::string& file : files) written += "  " + file;
    text += '\n';
    text += labelled("written", written);
    if (has_strides(report))
        text +=
            "    ± is half of the 95 % interval of the median; strides that were not used are in strides.csv "
            "with the reason\n";
    if (has_strides(report) && !report.is_timing_verified) text += fmt::format("    {}\n", kUnverifiedTiming);
    return text;
}

}  // namespace sacrum::sinks
