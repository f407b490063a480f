#include "analysis/training_load.hpp"

#include <algorithm>
#include <numbers>

namespace sacrum::analysis {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

std::optional<double> median_of(const SideSummary& side, Metric metric) {
    const auto& summary = side.metrics[std::size_t(metric)];
    return summary ? std::optional(summary->median) : std::nullopt;
}

// Morin 2005: stance as half a sine, so a peak of π/2 · (flight/contact + 1) body weights, which with the
// share of a stride that a foot is down is π / (4 · duty factor). On inclines it does not hold (Meyer 2023).
std::optional<double> impact_of(const PastSession& session) {
    const auto duty = median_of(session.report.both, Metric::duty_factor);
    if (session.report.main_gait != GaitMode::running || session.has_incline || !duty || !(*duty > 0.0))
        return std::nullopt;
    return double(session.report.contacts) * std::numbers::pi / (4.0 * *duty);
}

// A stride that was not used is taken to be like those that were.
std::optional<double> drop_of(const SideSummary& side) {
    const auto excursion = median_of(side, Metric::cpd_excursion);
    if (!excursion) return std::nullopt;
    return double(side.strides_used + side.strides_rejected) * *excursion;
}

Load load_of(const PastSession& session) {
    const SessionReport& report = session.report;
    return {.sessions = 1,
            .steps = report.contacts,
            .duration_s = in_seconds(report.duration),
            .distance_km = session.context.distance_km,
            .impact_bw = impact_of(session),
            .drop_deg = {drop_of(report.sides.left), drop_of(report.sides.right)}};
}

// A sum is known only where each part is.
void add(std::optional<double>& sum, const std::optional<double>& part) {
    sum = sum && part ? std::optional(*sum + *part) : std::nullopt;
}

void add(Load& sum, const Load& part) {
    sum.sessions += part.sessions;
    sum.steps += part.steps;
    sum.duration_s += part.duration_s;
    add(sum.distance_km, part.distance_km);
    add(sum.impact_bw, part.impact_bw);
    for (const Side side : kBothSides) add(sum.drop_deg[side], part.drop_deg[side]);
}

Load nothing() { return {.distance_km = 0.0, .impact_bw = 0.0, .drop_deg = {0.0, 0.0}}; }

sys_days monday_of(std::chrono::sys_seconds time) {
    const auto day = std::chrono::floor<days>(time);
    return day - (std::chrono::weekday(day) - std::chrono::Monday);
}

std::vector<WeekLoad> weeks_of(std::span<const SessionLoad> sessions) {
    std::vector<WeekLoad> weeks;
    for (const SessionLoad& session : sessions) {
        const sys_days monday = monday_of(session.began);
        if (weeks.empty()) weeks.push_back({monday, nothing()});
        while (weeks.back().monday < monday) weeks.push_back({weeks.back().monday + days(7), nothing()});
        add(weeks.back().load, session.load);
    }
    return weeks;
}

double volume(const Load& load, LoadUnit unit) {
    return unit == LoadUnit::kilometres ? load.distance_km.value_or(0.0) : double(load.steps);
}

std::optional<LoadJump> jump(LoadUnit unit, double now, double before, double most) {
    if (!(now > most) || !(now >= kClearlyMore * before)) return std::nullopt;
    return LoadJump{unit, now, before, before > 0.0 ? std::optional(now / before) : std::nullopt};
}

void find_jumps(TrainingLoad& load) {
    const auto& weeks = load.weeks;
    const std::size_t before = std::min<std::size_t>(kWeeksBefore, weeks.empty() ? 0 : weeks.size() - 1);
    if (before < std::size_t(kFewestWeeks)) return;
    const std::span recent = std::span(weeks).last(before + 1);
    const auto has_distance = [](const WeekLoad& week) { return week.load.distance_km.has_value(); };
    const LoadUnit unit = std::ranges::all_of(recent, has_distance) ? LoadUnit::kilometres : LoadUnit::steps;
    double sum = 0.0;
    double most = 0.0;
    for (const WeekLoad& week : recent.first(before)) {
        sum += volume(week.load, unit);
        most = std::max(most, volume(week.load, unit));
    }
    load.week_jump = jump(unit, volume(recent.back().load, unit), sum / double(before), most);

    double longest = 0.0;
    double longest_before = 0.0;
    for (const SessionLoad& session : load.sessions) {
        if (session.began < recent.front().monday) continue;
        double& longer = session.began < recent.back().monday ? longest_before : longest;
        longer = std::max(longer, volume(session.load, unit));
    }
    load.session_jump = jump(unit, longest, longest_before, longest_before);
}

}  // namespace

TrainingLoad training_load(std::span<const PastSession> sessions) {
    TrainingLoad load;
    for (const PastSession& session : sessions)
        load.sessions.push_back({session.id, session.began, load_of(session)});
    load.weeks = weeks_of(load.sessions);
    find_jumps(load);
    return load;
}

}  // namespace sacrum::analysis
