#include "firmware_bridge/recording/action_collector.hpp"

#include <catch2/catch.hpp>

using namespace sacrum;
using firmware_bridge::ActionCollector;

namespace {

proto::Action stage(const std::string& name) {
    proto::Action action;
    action.mutable_begin_stage()->set_name(name);
    action.mutable_begin_stage()->set_speed_m_per_s(2.5);
    return action;
}

proto::Action stage_end() {
    proto::Action action;
    action.mutable_end_stage();
    return action;
}

std::optional<SessionTime> at(double seconds) { return session_time_from_seconds(seconds); }

}  // namespace

TEST_CASE("a stage lasts until the next one, until it is ended, or to the end of the session") {
    ActionCollector collector;
    collector.take(stage("before"), std::nullopt, 0);
    collector.take(stage("warm-up"), at(10.0), 2000);
    collector.take(stage_end(), at(20.0), 4000);
    collector.take(stage_end(), at(25.0), 5000);
    collector.take(stage("run"), at(30.0), 6000);
    const auto& stages = collector.actions().stages;
    REQUIRE(stages.size() == 3);
    CHECK_FALSE(stages[0].start);
    CHECK(stages[0].end == at(10.0));
    CHECK(stages[0].holds(session_time_from_seconds(0.0)));
    CHECK(stages[1].name == "warm-up");
    CHECK(stages[1].speed_m_per_s == 2.5);
    CHECK_FALSE(stages[1].incline_percent);
    CHECK(stages[1].holds(session_time_from_seconds(10.0)));
    CHECK_FALSE(stages[1].holds(session_time_from_seconds(20.0)));
    CHECK_FALSE(stages[2].end);
    CHECK(stages[2].holds(session_time_from_seconds(1e6)));
}

TEST_CASE("a stage that is over before the first sample is none") {
    ActionCollector collector;
    collector.take(stage("before"), std::nullopt, 0);
    collector.take(stage_end(), std::nullopt, 0);
    CHECK(collector.actions().stages.empty());
}

TEST_CASE("swaps are counted, marks keep their number, and standing its place among the samples") {
    ActionCollector collector;
    proto::Action action;
    action.mutable_swap_sides();
    collector.take(action, at(1.0), 200);
    collector.take(action, at(2.0), 400);
    action.mutable_note()->set_kind("pain");
    action.mutable_note()->set_number(3.0);
    collector.take(action, at(3.0), 600);
    action.mutable_calibrate()->set_duration_s(5.0);
    collector.take(action, at(4.0), 800);
    const SessionActions& actions = collector.actions();
    CHECK(actions.side_swaps == 2);
    REQUIRE(actions.notes.size() == 1);
    CHECK(actions.notes[0].kind == "pain");
    CHECK(actions.notes[0].number == 3.0);
    CHECK(actions.notes[0].time == at(3.0));
    REQUIRE(actions.standing.size() == 1);
    CHECK(actions.standing[0].after_samples == 800);
    CHECK(actions.standing[0].duration == std::chrono::seconds(5));
}
