#include "sinks/report/measure_change.hpp"

#include <catch2/catch.hpp>

#include "tests/sinks/made_up_session.hpp"

using namespace sacrum;
using namespace sacrum::sinks;

namespace {

MetricSummary& drop(SessionReport& report, Side side) {
    return *report.sides[side].metrics[std::size_t(Metric::cpd_peak)];
}

SessionReport session(double left, double right, double error = 0.1) {
    SessionReport report = made_up_session().report;
    report.main_gait = GaitMode::walking;
    drop(report, Side::left).median = left;
    drop(report, Side::right).median = right;
    for (const Side side : kBothSides) drop(report, side).standard_error = error;
    return report;
}

MeasureChange drop_change(const std::vector<MeasureChange>& changes, Side side) {
    for (const MeasureChange& change : changes)
        if (change.metric == Metric::cpd_peak && change.side == side) return change;
    FAIL("no change of the drop");
    return {};
}

}  // namespace

TEST_CASE("a change is judged by what can be detected between sessions where that is known") {
    SessionReport before = session(7.0, 7.0), now = session(6.0, 6.6);
    for (const Side side : kBothSides) {
        drop(before, side).minimal_detectable_change = 0.5;
        drop(now, side).minimal_detectable_change = 0.9;
    }
    const auto changes = changes_between(before, now);
    const MeasureChange left = drop_change(changes, Side::left), right = drop_change(changes, Side::right);
    CHECK(left.detectable == 0.9);  // the larger of the two
    CHECK(left.is_more_than_chance());
    CHECK_FALSE(right.is_more_than_chance());  // though strides and sensor alone do not explain it
    CHECK(right.ci95->high < 0.0);
    CHECK(change_words(left) == "1.0° less in left stance");
    CHECK(change_verdict(left) == "more than chance (0.9°)");
    CHECK(change_verdict(right) == "within what can be chance (0.9°)");
}

TEST_CASE("where no repeats tell what is chance, strides and sensor do, and the words say so") {
    const SessionReport before = session(7.0, 7.0), now = session(6.0, 6.9);
    const auto changes = changes_between(before, now);
    CHECK(change_verdict(drop_change(changes, Side::left)) == "more than strides and sensor alone explain");
    CHECK(change_verdict(drop_change(changes, Side::right)) ==
          "within what strides and sensor alone explain");
    const auto sentences = change_sentences(before, now, changes);
    REQUIRE(sentences.size() == 2);
    CHECK(sentences[0].find("the pelvis dropped 1.0° less in left stance, which is more than") !=
          std::string::npos);
    CHECK(sentences[1].find("sensor put on anew may explain") != std::string::npos);
}

TEST_CASE("another rule of what can be detected takes the place of the reports'") {
    const auto changes =
        changes_between(session(7.0, 7.0), session(6.0, 6.9),
                        [](Metric, const MetricSummary&, const MetricSummary&) { return 2.0; });
    CHECK(drop_change(changes, Side::left).detectable == 2.0);
    CHECK_FALSE(drop_change(changes, Side::left).is_more_than_chance());
}

TEST_CASE("a drop is not judged by repeats with the sensor left on where its own roll may have changed") {
    SessionReport before = session(7.0, 7.0, 2.0), now = session(5.0, 7.0, 2.0);
    for (const Side side : kBothSides) {
        drop(before, side).minimal_detectable_change = 0.9;
        drop(now, side).minimal_detectable_change = 0.9;
    }
    CHECK(drop_change(changes_between(before, now), Side::left).is_more_than_chance());
    now.mounting.standing_sd_deg.reset();
    const MeasureChange change = drop_change(changes_between(before, now), Side::left);
    CHECK_FALSE(change.detectable.has_value());
    CHECK_FALSE(change.is_more_than_chance());
}

TEST_CASE("a change too small to be printed is none") {
    const SessionReport before = session(7.0, 7.0), now = session(7.02, 6.0);
    const auto changes = changes_between(before, now);
    CHECK(change_words(drop_change(changes, Side::left)) == "as much as before in left stance");
    CHECK(change_sentences(before, now, changes)[0].find("as much as before in left stance; 1.0° less in "
                                                         "right stance, which is") != std::string::npos);
}

TEST_CASE("walking and running are not compared") {
    SessionReport run = session(7.0, 7.0);
    run.main_gait = GaitMode::running;
    CHECK(changes_between(run, session(6.0, 6.0)).empty());
    CHECK(change_sentences(run, session(6.0, 6.0), {}) ==
          std::vector<std::string>{"Last time was running, this time walking: the two cannot be compared."});
    CHECK(changes_between(session_without_gait().report, run).empty());
}

TEST_CASE("what stands in the way of a comparison is said") {
    SessionReport before = session(7.0, 7.0), now = session(6.0, 6.0);
    CHECK(comparison_remarks(before, now).empty());
    before.mounting.standing_sd_deg.reset();
    before.algorithm_version = "1";
    before.pass = Pass::causal;
    before.verdict = Verdict::poor;
    CHECK(comparison_remarks(before, now).size() == 4);
}

TEST_CASE("a change that went through its message is the same") {
    for (const MeasureChange& change : changes_between(session(7.0, 7.0), session(6.0, 6.9))) {
        const auto again = change_from(to_message(change));
        REQUIRE(again);
        CHECK(to_message(*again).SerializeAsString() == to_message(change).SerializeAsString());
    }
    CHECK_FALSE(change_from(proto::MeasureChange()).has_value());
}
