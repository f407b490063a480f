#include "analysis/compared_measures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sacrum::analysis {
namespace {

constexpr double kSameSpeed = 0.10;  // the share by which speeds, or step rates, may differ

constexpr ComparedMeasure kCompared[] = {
    {Metric::cpd_peak, Side::left},        {Metric::cpd_peak, Side::right},
    {Metric::cpd_excursion, Side::left},   {Metric::cpd_excursion, Side::right},
    {Metric::obliquity_rom, std::nullopt}, {Metric::sway_ml, std::nullopt},
    {Metric::vertical_osc, std::nullopt},  {Metric::contact_time, Side::left},
    {Metric::contact_time, Side::right},   {Metric::cadence, std::nullopt}};

bool differ(double a, double b) { return std::abs(a - b) > kSameSpeed * 0.5 * (a + b); }

std::optional<double> cadence_of(const PastSession& session) {
    const auto& cadence = summary_of(session, {Metric::cadence, std::nullopt});
    return cadence ? std::optional(cadence->median) : std::nullopt;
}

}  // namespace

std::span<const ComparedMeasure> compared_measures() { return kCompared; }

Sessions baseline_of(const Sessions& sessions, BaselineChoice choice) {
    const std::size_t count = std::min(sessions.size(), kBaselineSessions);
    const auto begin =
        choice == BaselineChoice::first ? sessions.begin() : sessions.end() - std::ptrdiff_t(count);
    return {begin, begin + std::ptrdiff_t(count)};
}

std::string why_not_same_pace(const PastSession& then, const PastSession& now) {
    if (then.context.speed_m_per_s && now.context.speed_m_per_s) return "";
    const auto before = cadence_of(then);
    const auto after = cadence_of(now);
    if (!before || !after || !differ(*before, *after)) return "";
    return fmt::format(
        "its step rate was {:.0f} /min, now {:.0f}, which looks like another speed; say the speeds where "
        "they were the "
        "same",
        *before, *after);
}

bool has_stood(const PastSession& session) { return session.report.mounting.standing_sd_deg.has_value(); }

const std::optional<MetricSummary>& summary_of(const PastSession& session, const ComparedMeasure& compared) {
    const SideSummary& summary = compared.side ? session.report.sides[*compared.side] : session.report.both;
    return summary.metrics[std::size_t(compared.metric)];
}

std::vector<double> values_of(const Sessions& sessions, const ComparedMeasure& compared, bool with_standing) {
    std::vector<double> values;
    for (const PastSession* session : sessions) {
        if (carries_level(compared.metric) && has_stood(*session) != with_standing) continue;
        const auto& summary = summary_of(*session, compared);
        if (summary && summary->strides >= kFewestStrides) values.push_back(summary->median);
    }
    return values;
}

std::string why_not_comparable(const PastSession& then, const PastSession& now) {
    const SessionReport& a = then.report;
    const SessionReport& b = now.report;
    if (a.main_gait != b.main_gait)
        return fmt::format("it was {}, now {}", word(a.main_gait), word(b.main_gait));
    if (a.algorithm_version != b.algorithm_version)
        return fmt::format("it was measured by methods {}, now {}; add its recording again with --replace",
                           a.algorithm_version, b.algorithm_version);
    if (a.pass != b.pass)
        return fmt::format("it was measured by the {} pass, now {}", word(a.pass), word(b.pass));
    if (a.verdict == Verdict::poor) return "the quality of its recording is poor";
    const SessionContext& c = then.context;
    const SessionContext& d = now.context;
    if (c.speed_m_per_s && d.speed_m_per_s && differ(*c.speed_m_per_s, *d.speed_m_per_s))
        return fmt::format("its speed was {:.1f} m/s, now {:.1f}", *c.speed_m_per_s, *d.speed_m_per_s);
    if (c.surface && d.surface && c.surface != d.surface)
        return fmt::format("its surface was {}, now {}", *c.surface, *d.surface);
    if (c.camber && d.camber && c.camber != d.camber)
        return fmt::format("its camber was {}, now {}, and a one-sided slope shows as asymmetry",
                           word(*c.camber), word(*d.camber));
    return "";
}

}  // namespace sacrum::analysis
