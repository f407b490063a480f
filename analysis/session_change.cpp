#include "analysis/session_change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "analysis/reliability.hpp"

namespace sacrum::analysis {
namespace {

constexpr double kSameSpeed = 0.10;                // the share by which speeds, or step rates, may differ
constexpr double kFewestDegrees = 2.0;             // with fewer the spread of own sessions says nothing
constexpr double kFewestPower = 0.90;              // from here on own sessions say what can be detected
constexpr double kOfTwo = 1.959964 * 1.414213562;  // MDC95 per SEM
// Dingenen 2018: smallest detectable difference of the peak drop in running, 2-D video, 2.7 and 2.8°.
constexpr double kRunningDropChange = 2.8;

struct ComparedMetric {
    Metric metric;
    bool is_of_a_side;
};
constexpr ComparedMetric kCompared[] = {{Metric::cpd_peak, true},       {Metric::cpd_excursion, true},
                                        {Metric::obliquity_rom, false}, {Metric::sway_ml, false},
                                        {Metric::vertical_osc, false},  {Metric::contact_time, true},
                                        {Metric::cadence, false}};

using Sessions = std::vector<const PastSession*>;

const std::optional<MetricSummary>& summary_of(const PastSession& session, Metric metric,
                                               std::optional<Side> side) {
    const SideSummary& summary = side ? session.report.sides[*side] : session.report.both;
    return summary.metrics[std::size_t(metric)];
}

bool differ(double a, double b) { return std::abs(a - b) > kSameSpeed * 0.5 * (a + b); }

std::optional<double> cadence_of(const PastSession& session) {
    const auto& cadence = summary_of(session, Metric::cadence, std::nullopt);
    return cadence ? std::optional(cadence->median) : std::nullopt;
}

// Where a speed was not said, the step rate stands in for it.
std::string why_not_same_pace(const PastSession& then, const PastSession& now) {
    if (then.context.speed_m_per_s && now.context.speed_m_per_s) return "";
    const auto before = cadence_of(then);
    const auto after = cadence_of(now);
    if (!before || !after || !differ(*before, *after)) return "";
    return fmt::format(
        "its step rate was {:.0f} /min, now {:.0f}, which looks like another speed; say the speeds where "
        "they "
        "were the same",
        *before, *after);
}

bool has_stood(const PastSession& session) { return session.report.mounting.standing_sd_deg.has_value(); }

// Of the sessions that have the measure from enough strides. An absolute angle holds the sensor's own roll
// unless somebody stood: only sessions of one kind are alike.
std::vector<double> values_of(const Sessions& sessions, const ComparedMetric& compared,
                              std::optional<Side> side, bool with_standing) {
    std::vector<double> values;
    for (const PastSession* session : sessions) {
        if (carries_level(compared.metric) && has_stood(*session) != with_standing) continue;
        const auto& summary = summary_of(*session, compared.metric, side);
        if (summary && summary->strides >= kFewestStrides) values.push_back(summary->median);
    }
    return values;
}

double mean_of(const std::vector<double>& values) {
    double sum = 0.0;
    for (const double value : values) sum += value;
    return sum / double(values.size());
}

struct Pooled {
    double mdc95;
    ChangeBasis basis;
};

// Before own sessions are enough.
std::optional<Pooled> pooled_change(const PastSession& now, Metric metric, std::optional<Side> side) {
    if (carries_level(metric) && !has_stood(now)) return std::nullopt;
    if (now.report.main_gait == GaitMode::running && metric == Metric::cpd_peak)
        return Pooled{kRunningDropChange, ChangeBasis::published_video};
    const auto& summary = summary_of(now, metric, side);
    if (!summary || !summary->minimal_detectable_change) return std::nullopt;
    return Pooled{*summary->minimal_detectable_change, ChangeBasis::same_day_walks};
}

void judge(SessionChange& change, const Detection& found) {
    change.detectable = found.detectable;
    change.power = found.power;
    change.verdict = std::abs(change.change()) > found.detectable ? ChangeVerdict::more_than_chance
                                                                  : ChangeVerdict::not_shown;
}

SessionChange change_of(const ComparedMetric& compared, std::optional<Side> side,
                        const std::vector<double>& before, const std::vector<double>& now,
                        const PastSession& newest) {
    SessionChange change{.metric = compared.metric,
                         .side = side,
                         .before = mean_of(before),
                         .now = mean_of(now),
                         .sessions_before = std::int64_t(before.size()),
                         .sessions_now = std::int64_t(now.size())};
    const auto n = double(before.size());
    const auto m = double(now.size());
    const auto pooled = pooled_change(newest, compared.metric, side);
    const std::array<std::span<const double>, 2> groups{before, now};
    const auto own = repeatability_of(groups);
    if (own && own->degrees_of_freedom >= kFewestDegrees) {
        const Detection found = detection(own->sem, own->degrees_of_freedom, n, m);
        if (!pooled || found.power >= kFewestPower) {
            change.basis = ChangeBasis::own_sessions;
            change.mdc95 = own->mdc95;
            change.mdc95_ci = own->mdc95_ci;
            judge(change, found);
            return change;
        }
    }
    if (pooled) {
        change.basis = pooled->basis;
        change.mdc95 = pooled->mdc95;
        judge(change, detection(pooled->mdc95 / kOfTwo, std::nullopt, n, m));
        return change;
    }
    change.reason = carries_level(compared.metric) && !has_stood(newest)
                        ? "nobody stood still, so the sensor's own roll is in this angle; a few seconds of "
                          "standing at the start take it out"
                        : "no repeated sessions say how much this measure varies; from four sessions on this "
                          "person's own do";
    return change;
}

Sessions comparable(std::span<const PastSession> sessions, const PastSession& newest, SessionChanges& out) {
    Sessions kept;
    for (const PastSession& session : sessions) {
        std::string reason = &session == &newest ? "" : why_not_comparable(session, newest);
        if (reason.empty())
            kept.push_back(&session);
        else
            out.left_out.push_back({session.id, std::move(reason)});
    }
    return kept;
}

// The same without those of another step rate.
Sessions of_same_pace(const Sessions& sessions, const PastSession& newest, SessionChanges& out) {
    Sessions kept;
    for (const PastSession* session : sessions) {
        std::string reason = why_not_same_pace(*session, newest);
        if (reason.empty())
            kept.push_back(session);
        else
            out.left_out.push_back({session->id, std::move(reason)});
    }
    return kept;
}

Sessions baseline_of(const Sessions& sessions, BaselineChoice choice) {
    const std::size_t count = std::min(sessions.size(), kBaselineSessions);
    const auto begin =
        choice == BaselineChoice::first ? sessions.begin() : sessions.end() - std::ptrdiff_t(count);
    return {begin, begin + std::ptrdiff_t(count)};
}

void add_remark(const Sessions& baseline, const PastSession& newest, std::vector<std::string>& remarks) {
    Sessions all = baseline;
    all.push_back(&newest);
    const auto is_missing = [&](const auto& has) {
        return !std::ranges::all_of(all, [&](const PastSession* session) { return has(session->context); });
    };
    std::string missing;
    const auto name = [&](const char* what) {
        missing += fmt::format("{}{}", missing.empty() ? "" : ", ", what);
    };
    if (is_missing([](const SessionContext& c) { return c.speed_m_per_s.has_value(); })) name("speed");
    if (is_missing([](const SessionContext& c) { return c.surface.has_value(); })) name("surface");
    if (is_missing([](const SessionContext& c) { return c.camber.has_value(); })) name("camber");
    if (missing.empty()) return;
    remarks.push_back(fmt::format(
        "Not said of every session, and so taken as the same: {}; say it with --context and --replace.",
        missing));
}

}  // namespace

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

SessionChanges changes_since(std::span<const PastSession> earlier, std::span<const PastSession> now,
                             BaselineChoice choice) {
    SessionChanges out;
    if (now.empty()) return out;
    const PastSession& newest = now.back();
    if (newest.report.verdict == Verdict::poor) {
        out.remarks.emplace_back(
            "The quality of the newest recording is poor, so it is compared with nothing.");
        return out;
    }
    const Sessions before = comparable(earlier, newest, out);
    const Sessions after = comparable(now, newest, out);
    // The step rate itself is compared also where it makes the rest incomparable.
    const Sessions baseline_of_cadence = baseline_of(before, choice);
    const Sessions baseline = baseline_of(of_same_pace(before, newest, out), choice);
    const Sessions recent = of_same_pace(after, newest, out);
    for (const PastSession* session : baseline) out.baseline.push_back(session->id);
    if (!baseline.empty()) add_remark(baseline, newest, out.remarks);

    const auto add = [&](const ComparedMetric& compared, std::optional<Side> side) {
        const bool is_cadence = compared.metric == Metric::cadence;
        const bool stood = has_stood(newest);
        const auto values = values_of(is_cadence ? baseline_of_cadence : baseline, compared, side, stood);
        const auto values_now = values_of(is_cadence ? after : recent, compared, side, stood);
        if (values.empty() || values_now.empty()) return;
        out.changes.push_back(change_of(compared, side, values, values_now, newest));
    };
    for (const ComparedMetric& compared : kCompared) {
        if (!compared.is_of_a_side) {
            add(compared, std::nullopt);
            continue;
        }
        for (const Side side : kBothSides) add(compared, side);
    }
    return out;
}

}  // namespace sacrum::analysis
