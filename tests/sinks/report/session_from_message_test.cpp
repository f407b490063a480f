#include "sinks/report/session_from_message.hpp"

#include <catch2/catch.hpp>

#include "sinks/report/report_message.hpp"
#include "tests/sinks/made_up_session.hpp"

using namespace sacrum;
using namespace sacrum::sinks;
using namespace std::chrono_literals;

namespace {

SessionTime at(double seconds) { return session_time_from_seconds(seconds); }

// What the made-up session leaves out.
Session session_with_everything() {
    Session session = made_up_session();
    SessionReport& report = session.report;
    report.pass = Pass::causal;
    report.verdict = Verdict::usable;
    report.verdict_reasons = {"one", "two"};
    report.quality.missing_samples = 3;
    report.quality.gaps = {{at(2.0), at(2.5)}};
    report.quality.ends_in_mid_line = true;
    report.loss_fraction = 0.25;
    report.rate_over_time.samples = {200, 197};
    report.rate_over_time.missing = {0, 3};
    report.gyroscope_bias_deg_per_s = 0.5;
    report.mounting.heading_sd_deg = 0.3;
    report.mounting.standing_tilt_deg = 11.0;
    report.mounting.calibrated_at = at(5.0);
    report.mounting.agrees_with_gait = false;
    report.mounting.has_slipped = true;
    report.mounting.slipped_at = at(8.0);
    report.mounting.remark = "a remark";
    report.sides_swapped_by_hand = true;
    report.side_swaps = 3;
    report.first_side = SideCheck::agrees;
    report.lifted_leg = SideCheck::contradicts;
    report.turns = {{at(3.0), at(4.0), Angle::of_si(radians_from_degrees(90.0))}};
    report.fits_landing_model = false;
    report.is_timing_verified = false;
    report.notes = {{std::nullopt, "note", "before", std::nullopt}, {at(6.0), "pain", "left hip", 3.0}};
    report.calibrations = {{at(1.0), at(2.0), true, "", 0.8, 11.0, 0.05},
                           {at(3.0), at(4.0), false, "moved", {}, {}, 0.9}};
    StageSummary stage;
    stage.stage = {"warm-up", 2.8, 1.0, at(1.0), at(3.0)};
    stage.start = at(1.0);
    stage.end = at(3.0);
    stage.main_gait = GaitMode::running;
    stage.sides = report.sides;
    report.stages = {stage};
    auto& drop = *report.sides.left.metrics[std::size_t(Metric::cpd_peak)];
    drop.minimal_detectable_change = 0.9;
    drop.standard_error = 0.1;
    drop.sampling_error = 0.2;
    return session;
}

}  // namespace

TEST_CASE("a session that went through its message says the same again") {
    for (const Session& session : {session_with_everything(), session_of_unknown_sides(),
                                   session_without_gait(), session_of_one_stride()}) {
        const proto::SessionReport message = to_message(session, {});
        CHECK(json_text(to_message(session_from(message), {})) == json_text(message));
    }
}

TEST_CASE("words of a later version are left out, not taken for others") {
    proto::SessionReport message = to_message(made_up_session(), {});
    message.mutable_left()->mutable_metrics(0)->set_metric("cpd_of_tomorrow_deg");
    message.mutable_strides(0)->add_flaws(static_cast<proto::StrideFlaw>(99));
    message.mutable_left_waveforms()->mutable_obliquity_deg()->add_mean(1.0);  // 102 points
    const Session session = session_from(message);
    CHECK_FALSE(session.report.sides.left.metrics[std::size_t(Metric::cpd_peak)].has_value());
    CHECK(session.report.sides.right.metrics[std::size_t(Metric::cpd_peak)].has_value());
    CHECK(session.strides[0].is_valid());
    CHECK(session.report.obliquity_deg.left.strides == 0);
}
