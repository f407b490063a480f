#include "analysis/session_change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "analysis/compared_measures.hpp"
#include "analysis/reliability.hpp"
#include "domain/normal_quantile.hpp"

namespace sacrum::analysis {
namespace {

constexpr double kFewestDegrees = 2.0;  // with fewer the spread of own sessions says nothing
constexpr double kFewestPower = 0.90;   // from here on own sessions say what can be detected
// Dingenen 2018: smallest detectable difference of the peak drop in running, 2-D video, 2.7 and 2.8°.
constexpr double kRunningDropChange = 2.8;

double mean_of(const std::vector<double>& values) {
    double sum = 0.0;
    for (const double value : values) sum += value;
    return sum / double(values.size());
}

struct Pooled {
    double sem;
    std::optional<double> degrees;  // empty: taken as known
    std::optional<Interval> mdc95_ci;
    ChangeBasis basis;
};

// Before own sessions are enough.
std::optional<Pooled> pooled_change(const PastSession& now, const ComparedMeasure& compared,
                                    std::span<const PooledReliability> of_people) {
    for (const PooledReliability& one : of_people) {
        if (!(one.measure == compared) || !one.is_enough()) continue;
        return Pooled{one.within.sem, one.within.degrees_of_freedom, one.within.mdc95_ci,
                      ChangeBasis::pooled_sessions};
    }
    const auto of_mdc = [](double mdc95, ChangeBasis basis) {
        return Pooled{mdc95 / kMdc95PerSem, std::nullopt, std::nullopt, basis};
    };
    if (carries_level(compared.metric) && !has_stood(now)) return std::nullopt;
    if (now.report.main_gait == GaitMode::running && compared.metric == Metric::cpd_peak)
        return of_mdc(kRunningDropChange, ChangeBasis::published_video);
    const auto& summary = summary_of(now, compared);
    if (!summary || !summary->minimal_detectable_change) return std::nullopt;
    return of_mdc(*summary->minimal_detectable_change, ChangeBasis::same_day_walks);
}

void judge(SessionChange& change, const Detection& found) {
    change.detectable = found.detectable;
    change.power = found.power;
    change.verdict = std::abs(change.change()) > found.detectable ? ChangeVerdict::more_than_chance
                                                                  : ChangeVerdict::not_shown;
}

SessionChange change_of(const ComparedMeasure& compared, const std::vector<double>& before,
                        const std::vector<double>& now, const PastSession& newest,
                        std::span<const PooledReliability> of_people) {
    SessionChange change{.metric = compared.metric,
                         .side = compared.side,
                         .before = mean_of(before),
                         .now = mean_of(now),
                         .sessions_before = std::int64_t(before.size()),
                         .sessions_now = std::int64_t(now.size())};
    const auto n = double(before.size());
    const auto m = double(now.size());
    const auto pooled = pooled_change(newest, compared, of_people);
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
        change.mdc95 = kMdc95PerSem * pooled->sem;
        change.mdc95_ci = pooled->mdc95_ci;
        judge(change, detection(pooled->sem, pooled->degrees, n, m));
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
    remarks.push_back(fmt::format("Not said of every session, and so taken as the same: {}.", missing));
}

}  // namespace

SessionChanges changes_since(std::span<const PastSession> earlier, std::span<const PastSession> now,
                             BaselineChoice choice, std::span<const PooledReliability> pooled) {
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

    const auto add = [&](const ComparedMeasure& compared) {
        const bool is_cadence = compared.metric == Metric::cadence;
        const bool stood = has_stood(newest);
        const auto values = values_of(is_cadence ? baseline_of_cadence : baseline, compared, stood);
        const auto values_now = values_of(is_cadence ? after : recent, compared, stood);
        if (values.empty() || values_now.empty()) return;
        out.changes.push_back(change_of(compared, values, values_now, newest, pooled));
    };
    for (const ComparedMeasure& compared : compared_measures()) add(compared);
    return out;
}

}  // namespace sacrum::analysis
