#include "sinks/report/page/trust_section.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sinks/export/decimal_text.hpp"
#include "sinks/report/findings.hpp"
#include "sinks/report/page/markup.hpp"
#include "sinks/report/page/page_words.hpp"
#include "sinks/report/svg_plot.hpp"

namespace sacrum::sinks {
namespace {

std::string rejected(const SessionReport& report) {
    if (report.both.strides_rejected == 0) return page_words::kAllUsed;
    std::string out = std::string("<div class=\"part\">") + page_words::kNotUsed;
    const auto add = [&](std::string_view name, const SideSummary& side) {
        if (side.strides_rejected == 0) return;
        out += fmt::format("<p>{} {}: {}</p>\n", name, side.strides_rejected, rejected_words(side));
    };
    add(side_key(Side::left), report.sides.left);
    add(side_key(Side::right), report.sides.right);
    add(page_words::kSideNotKnown, of_unknown_side(report));
    return out + page_words::kSeveralReasons + "</div>\n";
}

std::string quality_section(const SessionReport& report) {
    const RecordingQuality& quality = report.quality;
    std::string out =
        fmt::format(page_words::kSamples, word(report.verdict), quality.samples, report.rate.si(),
                    quality.missing_samples, decimal(100.0 * report.loss_fraction, 2), quality.gaps.size(),
                    quality.duplicate_samples, quality.reversed_samples, quality.invalid_samples,
                    quality.clipped_samples);
    if (quality.ends_in_mid_line) out += page_words::kFileWasCut;
    if (report.gyroscope_bias_deg_per_s) {
        out += fmt::format(page_words::kGyroscopeBias, decimal(*report.gyroscope_bias_deg_per_s, 2));
    }
    return out + "</p>\n";
}

std::string gait_section(const SessionReport& report) {
    if (report.bouts.empty()) return "";
    std::string out = fmt::format(page_words::kGaitFound, report.contacts);
    constexpr std::size_t kMostListed = 12;
    for (std::size_t i = 0; i < report.bouts.size() && i < kMostListed; ++i) {
        const GaitBout& bout = report.bouts[i];
        out += fmt::format("{} {} {}–{} s", i == 0 ? "" : ",", word(bout.mode),
                           decimal(in_seconds(bout.start), 1), decimal(in_seconds(bout.end), 1));
    }
    if (report.bouts.size() > kMostListed)
        out += fmt::format(page_words::kAndMore, report.bouts.size() - kMostListed);
    return out + fmt::format(page_words::kTurns, report.turns.size());
}

std::string mounting_details(const MountingReport& mounting) {
    std::string out = html_escaped(mounting_words(mounting));
    if (mounting.standing_obliquity_deg) {
        out += fmt::format(page_words::kStandingRemoved, decimal(*mounting.standing_obliquity_deg, 1));
        if (mounting.standing_sd_deg) out += fmt::format(" (±{}°)", decimal(*mounting.standing_sd_deg, 2));
        if (mounting.calibrated_at)
            out += fmt::format(page_words::kStoodUntil, decimal(in_seconds(*mounting.calibrated_at), 0));
    } else {
        out += page_words::kNoStanding;
    }
    if (mounting.wobble) {
        out += fmt::format(page_words::kNodding,
                           decimal(std::hypot(mounting.wobble->obliquity, mounting.wobble->tilt), 2));
    }
    return out;
}

std::string small_print(const SessionReport& report) {
    std::string out = "<dl>\n";
    if (!report.is_timing_verified) out += fmt::format(page_words::kTiming, kUnverifiedTiming);
    out += fmt::format(page_words::kMounting, mounting_details(report.mounting));
    out += fmt::format(page_words::kAssumed,
                       report.assumptions.empty() ? page_words::kNothing : list_of(report.assumptions));
    out += fmt::format(page_words::kMadeBy, html_escaped(report.program_version),
                       html_escaped(report.algorithm_version), word(report.pass));
    return out + "</dl>\n";
}

}  // namespace

std::string trust_section(const SessionReport& report) {
    return fmt::format("<section id=\"trust\"><h2>{}</h2>\n", page_words::kTrust) + rejected(report) +
           gait_section(report) + quality_section(report) + small_print(report) + "</section>\n";
}

}  // namespace sacrum::sinks
