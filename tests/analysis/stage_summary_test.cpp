#include "analysis/stage_summary.hpp"

#include <catch2/catch.hpp>

#include "tests/support/simulated.hpp"

using namespace sacrum;

namespace {

Stride stride_at(double start_s, Side side, double peak_deg, GaitMode mode = GaitMode::running) {
    Stride stride{.side = side,
                  .side_confidence = 0.99,
                  .mode = mode,
                  .start = session_time_from_seconds(start_s),
                  .end = session_time_from_seconds(start_s + 0.7)};
    stride.metrics[Metric::cpd_peak] = peak_deg;
    return stride;
}

Recording recording_with(std::vector<SessionStage> stages) {
    Recording recording;
    recording.samples.resize(2);
    recording.samples[1].time = session_time_from_seconds(100.0);
    recording.actions.stages = std::move(stages);
    return recording;
}

}  // namespace

TEST_CASE("a stride belongs to the stage in which it begins, and to no other") {
    const Recording recording = recording_with({{.name = "slow", .end = session_time_from_seconds(10.0)},
                                                {.name = "fast", .start = session_time_from_seconds(10.0)}});
    Session session;
    session.strides = {stride_at(1.0, Side::left, 5.0), stride_at(9.9, Side::left, 6.0),
                       stride_at(10.0, Side::left, 9.0), stride_at(10.3, Side::right, 7.0)};
    analysis::summarise_stages(recording, session);
    REQUIRE(session.report.stages.size() == 2);
    const StageSummary& slow = session.report.stages[0];
    const StageSummary& fast = session.report.stages[1];
    CHECK(slow.sides.left.strides_used == 2);
    CHECK(slow.sides.right.strides_used == 0);
    CHECK(fast.sides.left.strides_used == 1);
    CHECK(fast.sides.right.strides_used == 1);
    CHECK(fast.sides.left.metrics[std::size_t(Metric::cpd_peak)]->median == 9.0);
    CHECK(in_seconds(slow.start) == 0.0);
    CHECK(in_seconds(fast.end) == 100.0);
}

TEST_CASE("walking strides are not mixed into a stage of running") {
    const Recording recording = recording_with({{.name = "all"}});
    Session session;
    session.strides = {stride_at(1.0, Side::left, 5.0, GaitMode::walking), stride_at(2.0, Side::left, 8.0),
                       stride_at(3.0, Side::left, 8.0)};
    analysis::summarise_stages(recording, session);
    REQUIRE(session.report.stages.size() == 1);
    CHECK(session.report.stages[0].main_gait == GaitMode::running);
    CHECK(session.report.stages[0].sides.left.strides_used == 2);
    CHECK(session.report.stages[0].sides.left.metrics[std::size_t(Metric::cpd_peak)]->median == 8.0);
}
