#include "analysis/training_load.hpp"

#include <catch2/catch.hpp>
#include <numbers>
#include <vector>

using namespace sacrum;
using namespace sacrum::analysis;

namespace {

using namespace std::chrono_literals;
constexpr std::chrono::sys_days kMonday = std::chrono::year(2026) / 1 / 5;

PastSession run(int day, double km) {
    PastSession session;
    session.id = day;
    session.began = kMonday + std::chrono::days(day) + 7h;
    session.context.distance_km = km;
    SessionReport& report = session.report;
    report.main_gait = GaitMode::running;
    report.contacts = std::int64_t(km * 900.0);
    report.duration = std::chrono::seconds(int(km * 360.0));
    report.both.metrics[std::size_t(Metric::duty_factor)] = MetricSummary{.median = 0.35};
    for (SideSummary* side : {&report.sides.left, &report.sides.right}) {
        side->strides_used = report.contacts / 2 - 10;
        side->strides_rejected = 10;
        side->metrics[std::size_t(Metric::cpd_excursion)] = MetricSummary{.median = 3.0};
    }
    return session;
}

// Three times 5 km a week.
std::vector<PastSession> usual_weeks(int weeks) {
    std::vector<PastSession> sessions;
    for (int week = 0; week < weeks; ++week)
        for (const int day : {1, 3, 6}) sessions.push_back(run(7 * week + day, 5.0));
    return sessions;
}

}  // namespace

TEST_CASE(
    "a 5 km runner's marathon is a jump in the week it happens, and so are its session and no week before") {
    auto sessions = usual_weeks(6);
    CHECK_FALSE(training_load(sessions).week_jump);
    CHECK_FALSE(training_load(sessions).session_jump);
    sessions.push_back(run(42 + 2, 42.2));  // on the Wednesday, the week not yet over
    const TrainingLoad load = training_load(sessions);
    REQUIRE(load.week_jump);
    CHECK(load.week_jump->unit == LoadUnit::kilometres);
    CHECK(load.week_jump->now == Approx(42.2));
    CHECK(load.week_jump->before == Approx(15.0));
    CHECK(*load.week_jump->ratio == Approx(42.2 / 15.0));
    REQUIRE(load.session_jump);
    CHECK(*load.session_jump->ratio == Approx(42.2 / 5.0));
}

TEST_CASE("steady weeks and a slow rise are no jump") {
    std::vector<PastSession> sessions;
    for (int week = 0; week < 12; ++week) {
        for (const int day : {1, 3, 6}) sessions.push_back(run(7 * week + day, 5.0 + 0.5 * week));
        CHECK_FALSE(training_load(sessions).week_jump);
    }
}

TEST_CASE("without a distance for every session steps are counted, and the jump is seen all the same") {
    auto sessions = usual_weeks(4);
    sessions[2].context.distance_km.reset();
    sessions.push_back(run(28 + 1, 30.0));
    const TrainingLoad load = training_load(sessions);
    REQUIRE(load.week_jump);
    CHECK(load.week_jump->unit == LoadUnit::steps);
    CHECK(load.week_jump->now == Approx(27000.0));
    CHECK_FALSE(load.weeks[0].load.distance_km);
    CHECK(load.weeks[1].load.distance_km == 15.0);
}

TEST_CASE("with fewer than two weeks before nobody knows what is usual") {
    auto sessions = usual_weeks(1);
    sessions.push_back(run(7 + 1, 42.0));
    CHECK_FALSE(training_load(sessions).week_jump);
    sessions.push_back(run(14 + 1, 90.0));
    CHECK(training_load(sessions).week_jump);
    CHECK(training_load({}).weeks.empty());
}

TEST_CASE("weeks without a session count as such, and a return after a break has no ratio") {
    auto sessions = usual_weeks(1);
    sessions.push_back(run(7 * 8, 5.0));
    const TrainingLoad load = training_load(sessions);
    REQUIRE(load.weeks.size() == 9);
    CHECK(load.weeks[0].load.sessions == 3);
    CHECK(load.weeks[4].load.sessions == 0);
    CHECK(load.weeks[4].load.distance_km == 0.0);
    CHECK(load.weeks[8].monday == kMonday + std::chrono::days(56));
    REQUIRE(load.week_jump);
    CHECK_FALSE(load.week_jump->ratio);
}

TEST_CASE("a session that ends a week on Sunday and one on Monday are in two weeks") {
    const std::vector<PastSession> sessions{run(6, 5.0), run(7, 5.0)};
    CHECK(training_load(sessions).weeks.size() == 2);
}

TEST_CASE("impact and drop add up over all steps, rejected ones included, and only where the model holds") {
    auto session = run(1, 10.0);
    const auto of = [](const PastSession& one) { return training_load({&one, 1}).sessions[0].load; };
    CHECK(*of(session).impact_bw == Approx(9000.0 * std::numbers::pi / (4.0 * 0.35)));
    CHECK(*of(session).drop_deg.left == Approx(4500.0 * 3.0));
    session.has_incline = true;
    CHECK_FALSE(of(session).impact_bw);
    session.has_incline = false;
    session.report.main_gait = GaitMode::walking;
    CHECK_FALSE(of(session).impact_bw);
    session.report.sides.right.metrics[std::size_t(Metric::cpd_excursion)].reset();
    CHECK_FALSE(of(session).drop_deg.right);
    CHECK(of(session).drop_deg.left);
}
