#include "analysis/session_change.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "samples/random.hpp"

using namespace sacrum;
using namespace sacrum::analysis;

namespace {

constexpr double kOfTwo = 1.959964 * 1.414213562;

struct Figure {
    Metric metric;
    double mean;
    double mdc95;  // of repeated walks, docs/accuracy.md
};
constexpr Figure kFigures[] = {
    {Metric::cpd_peak, 2.83, 1.488},      {Metric::cpd_excursion, 5.36, 4.129},
    {Metric::obliquity_rom, 7.36, 4.784}, {Metric::sway_ml, 44.5, 11.32},
    {Metric::vertical_osc, 41.5, 9.45},   {Metric::contact_time, 0.6934, 0.05966},
    {Metric::cadence, 108.04, 9.159},
};

// A walk; every value is its mean + `shift` in units of its MDC95.
PastSession walk(std::int64_t id, double shift = 0.0) {
    PastSession session;
    session.id = id;
    session.began = std::chrono::sys_seconds(std::chrono::days(20000 + 7 * id));
    session.report.main_gait = GaitMode::walking;
    session.report.algorithm_version = "3";
    session.report.mounting.standing_sd_deg = 0.2;
    session.context = {.surface = "road", .camber = Camber::level, .speed_m_per_s = 1.3};
    for (SideSummary* side :
         {&session.report.sides.left, &session.report.sides.right, &session.report.both}) {
        for (const Figure& figure : kFigures)
            side->metrics[std::size_t(figure.metric)] =
                MetricSummary{.strides = 60,
                              .median = figure.mean + shift * figure.mdc95,
                              .minimal_detectable_change = figure.mdc95};
    }
    return session;
}

void set(PastSession& session, Metric metric, double value) {
    for (SideSummary* side : {&session.report.sides.left, &session.report.sides.right, &session.report.both})
        side->metrics[std::size_t(metric)]->median = value;
}

// Months of sessions of a person whose SEM is `of_pooled` times that of the repeated walks; from session
// `changes_at` on everything is `change` MDC95 of that person more.
std::vector<PastSession> months(samples::Random& random, int count, double of_pooled, int changes_at,
                                double change) {
    std::vector<PastSession> sessions;
    for (int i = 0; i < count; ++i) {
        sessions.push_back(walk(i + 1));
        for (const Figure& figure : kFigures) {
            const double sem = of_pooled * figure.mdc95 / kOfTwo;
            const double shift = i >= changes_at ? change * sem * kOfTwo : 0.0;
            set(sessions.back(), figure.metric, figure.mean + shift + sem * random.normal());
        }
    }
    return sessions;
}

SessionChanges newest(const std::vector<PastSession>& sessions) {
    return changes_since(std::span(sessions).first(sessions.size() - 1), std::span(sessions).last(1));
}

// Share of changes that are shown, over people and measures.
double share_shown(std::uint64_t seed, int count, double of_pooled, int changes_at, double change) {
    samples::Random random(seed, 0);
    int shown = 0, all = 0;
    for (int person = 0; person < 600; ++person) {
        for (const SessionChange& found :
             newest(months(random, count, of_pooled, changes_at, change)).changes) {
            if (found.side == Side::right) continue;  // set equal to the left
            shown += found.verdict == ChangeVerdict::more_than_chance;
            ++all;
        }
    }
    CHECK(all >= 600);
    return shown / double(all);
}

const SessionChange& of(const SessionChanges& changes, Metric metric) {
    for (const SessionChange& change : changes.changes)
        if (change.metric == metric) return change;
    FAIL("not compared");
    return changes.changes.front();
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("over months, a change of 1.5 MDC95 is shown nine times in ten, and none at most once in twenty") {
    // Own figures: the newest of eleven and of twenty sessions, in people steadier and less steady than the
    // pool.
    for (const double of_pooled : {0.5, 1.0, 2.0}) {
        INFO(of_pooled << " of the pooled SEM");
        CHECK(share_shown(1, 11, of_pooled, 10, 1.5) >= 0.90);
        CHECK(share_shown(2, 20, of_pooled, 15, 1.5) >= 0.90);
        CHECK(share_shown(3, 11, of_pooled, 11, 0.0) <= 0.05);
        CHECK(share_shown(4, 20, of_pooled, 20, 0.0) <= 0.05);
    }
    // Pooled figures, in people who are as the pool: from two earlier sessions on.
    CHECK(share_shown(5, 3, 1.0, 2, 1.5) >= 0.90);
    CHECK(share_shown(6, 6, 1.0, 5, 1.5) >= 0.90);
    CHECK(share_shown(7, 3, 1.0, 3, 0.0) <= 0.05);
    CHECK(share_shown(8, 6, 1.0, 6, 0.0) <= 0.05);
}

TEST_CASE("a change that stays is still shown months later, because the baseline stands still") {
    CHECK(share_shown(9, 40, 1.0, 10, 1.5) >= 0.90);
}

TEST_CASE("several new sessions against those before a day need fewer of either") {
    samples::Random random(12, 0);
    int shown = 0;
    constexpr int kPeople = 800;
    for (int person = 0; person < kPeople; ++person) {
        auto sessions = months(random, 7, 2.0, 4, 1.5);
        for (PastSession& session : sessions) session.report.main_gait = GaitMode::running;
        for (PastSession& session : sessions)
            for (auto* side : {&session.report.both})
                for (auto& metric : side->metrics)
                    if (metric) metric->minimal_detectable_change.reset();
        const auto found =
            changes_since(std::span(sessions).first(4), std::span(sessions).last(3), BaselineChoice::latest);
        const SessionChange& sway = of(found, Metric::sway_ml);
        CHECK(sway.basis == ChangeBasis::own_sessions);
        CHECK(sway.sessions_now == 3);
        shown += sway.verdict == ChangeVerdict::more_than_chance;
    }
    CHECK(shown / double(kPeople) >= 0.90);
}

TEST_CASE("it says whose sessions tell what can be detected: the pool's first, then the person's own") {
    samples::Random random(3, 0);
    const auto few = newest(months(random, 4, 1.0, 99, 0.0));
    CHECK(of(few, Metric::sway_ml).basis == ChangeBasis::same_day_walks);
    CHECK(*of(few, Metric::sway_ml).mdc95 == Approx(11.32));
    CHECK_FALSE(of(few, Metric::sway_ml).mdc95_ci);
    const auto many = newest(months(random, 10, 1.0, 99, 0.0));
    CHECK(of(many, Metric::sway_ml).basis == ChangeBasis::own_sessions);
    CHECK(of(many, Metric::sway_ml).mdc95_ci);
    CHECK(of(many, Metric::sway_ml).sessions_before == 9);
}

TEST_CASE("in running only the drop has a published figure, and the rest is not known before four sessions") {
    std::vector<PastSession> sessions{walk(1), walk(2), walk(3, 1.0)};
    for (PastSession& session : sessions) {
        session.report.main_gait = GaitMode::running;
        for (auto* side : {&session.report.sides.left, &session.report.sides.right, &session.report.both})
            for (auto& metric : side->metrics)
                if (metric) metric->minimal_detectable_change.reset();
    }
    const auto changes = newest(sessions);
    CHECK(of(changes, Metric::cpd_peak).basis == ChangeBasis::published_video);
    CHECK(*of(changes, Metric::cpd_peak).mdc95 == 2.8);
    CHECK(of(changes, Metric::sway_ml).verdict == ChangeVerdict::not_known);
    CHECK(has(of(changes, Metric::sway_ml).reason, "four sessions"));
    CHECK_FALSE(of(changes, Metric::sway_ml).detectable);
}

TEST_CASE("what was measured or done otherwise is left out, and it says why") {
    const auto reason = [](const auto& alter) {
        std::vector<PastSession> sessions{walk(1), walk(2), walk(3)};
        alter(sessions[1]);
        const auto changes = newest(sessions);
        CHECK(changes.baseline == std::vector<std::int64_t>{1});
        REQUIRE(changes.left_out.size() == 1);
        CHECK(changes.left_out[0].session == 2);
        return changes.left_out[0].reason;
    };
    CHECK(
        has(reason([](PastSession& s) { s.report.main_gait = GaitMode::running; }), "running, now walking"));
    CHECK(has(reason([](PastSession& s) { s.report.algorithm_version = "2"; }), "methods 2, now 3"));
    CHECK(has(reason([](PastSession& s) { s.report.pass = Pass::causal; }), "causal pass, now refined"));
    CHECK(has(reason([](PastSession& s) { s.report.verdict = Verdict::poor; }), "poor"));
    CHECK(has(reason([](PastSession& s) { s.context.speed_m_per_s = 1.6; }), "1.6 m/s, now 1.3"));
    CHECK(has(reason([](PastSession& s) { s.context.surface = "sand"; }), "sand, now road"));
    CHECK(has(reason([](PastSession& s) { s.context.camber = Camber::left_low; }), "asymmetry"));
    CHECK(has(reason([](PastSession& s) {
                  s.context.speed_m_per_s.reset();
                  set(s, Metric::cadence, 135.0);
              }),
              "another speed"));
}

TEST_CASE("the step rate is compared also where it makes the rest incomparable") {
    std::vector<PastSession> sessions{walk(1), walk(2), walk(3)};
    for (PastSession& session : sessions) session.context.speed_m_per_s.reset();
    set(sessions[2], Metric::cadence, 130.0);
    const auto changes = newest(sessions);
    REQUIRE(changes.changes.size() == 1);
    CHECK(changes.changes[0].metric == Metric::cadence);
    CHECK(changes.changes[0].verdict == ChangeVerdict::more_than_chance);
    CHECK(changes.left_out.size() == 2);
}

TEST_CASE("a context that was not said is taken on trust, aloud") {
    std::vector<PastSession> sessions{walk(1), walk(2)};
    CHECK(newest(sessions).remarks.empty());
    sessions[0].context.camber.reset();
    REQUIRE(newest(sessions).remarks.size() == 1);
    CHECK(has(newest(sessions).remarks[0], "camber"));
}

TEST_CASE("an angle that holds the sensor's roll is compared only among sessions of one kind") {
    std::vector<PastSession> sessions{walk(1), walk(2), walk(3)};
    sessions[0].report.mounting.standing_sd_deg.reset();
    CHECK(of(newest(sessions), Metric::cpd_peak).sessions_before == 1);
    CHECK(of(newest(sessions), Metric::cpd_excursion).sessions_before == 2);
    for (PastSession& session : sessions) session.report.mounting.standing_sd_deg.reset();
    const auto changes = newest(sessions);
    CHECK(of(changes, Metric::cpd_peak).verdict == ChangeVerdict::not_known);
    CHECK(has(of(changes, Metric::cpd_peak).reason, "stood"));
}

TEST_CASE("a session with too few strides has no say, and a poor newest one is compared with nothing") {
    std::vector<PastSession> sessions{walk(1), walk(2), walk(3)};
    sessions[0].report.both.metrics[std::size_t(Metric::sway_ml)]->strides = 6;
    CHECK(of(newest(sessions), Metric::sway_ml).sessions_before == 1);
    sessions[2].report.verdict = Verdict::poor;
    CHECK(newest(sessions).changes.empty());
    REQUIRE(newest(sessions).remarks.size() == 1);
    CHECK(changes_since({}, std::span(sessions).first(1)).changes.empty());
    CHECK(changes_since(sessions, {}).changes.empty());
}
