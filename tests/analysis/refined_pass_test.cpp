// A recording that is read in several pieces: what lies at their seams is found once and right.
#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/support/simulated.hpp"
#include "tests/support/truth_comparison.hpp"

using namespace sacrum;
using namespace sacrum::tests;

namespace {

constexpr int kLong = 720;  // s: three pieces

const samples::Simulation& long_run() {
    static const samples::Simulation kRun = [] {
        samples::SensorParams sensor = samples::default_faults();
        sensor.rate = 100.0_Hz;
        return simulated(runner_at(3.0, 17, kLong), sensor);
    }();
    return kRun;
}

std::vector<double> contact_times(const Session& session) {
    std::vector<double> times;
    for (const GaitEvent& event : session.events)
        if (event.kind == EventKind::initial_contact) times.push_back(in_seconds(event.time));
    return times;
}

}  // namespace

TEST_CASE("over several pieces no contact is lost, invented, doubled or given to the other foot") {
    const Session session = analysis::analyze(long_run().recording, {});
    const TruthComparison result = compare_with_truth(session, long_run());
    CHECK(result.found >= result.contacts - 3);
    CHECK(result.invented <= 2);
    CHECK(result.wrong_side == 0);
    const auto times = contact_times(session);
    for (std::size_t i = 1; i < times.size(); ++i) CHECK(times[i] - times[i - 1] > 0.2);
    for (std::size_t i = 1; i < session.strides.size(); ++i)
        CHECK(session.strides[i].start > session.strides[i - 1].start);
    CHECK(std::ssize(session.strides) >= result.contacts - 6);
}

TEST_CASE("over several pieces every sample has its pose, in order, and displacement goes on at the seams") {
    const Session session = analysis::analyze(long_run().recording, {});
    REQUIRE(session.poses.size() == long_run().recording.samples.size());
    std::size_t out_of_order = 0, without_sway = 0;
    for (std::size_t i = 0; i < session.poses.size(); ++i) {
        out_of_order += session.poses[i].time != long_run().recording.samples[i].time;
        const double at = in_seconds(session.poses[i].time);
        without_sway += at > 10.0 && at < kLong - 10.0 && !session.poses[i].sway_left;
    }
    CHECK(out_of_order == 0);
    CHECK(without_sway < session.poses.size() / 50);  // near lost samples only
}

TEST_CASE("the mounting that several pieces show is that of the whole, found or declared") {
    Recording undeclared = long_run().recording;
    undeclared.mounting.reset();
    const Session found = analysis::analyze(undeclared, {});
    const Session declared = analysis::analyze(long_run().recording, {});
    CHECK(found.report.mounting.method == MountingMethod::found);
    CHECK(declared.report.mounting.agrees_with_gait);
    REQUIRE(declared.report.mounting.heading_found_deg);
    CHECK(std::abs(*declared.report.mounting.heading_found_deg) < 8.0);
    CHECK(compare_with_truth(found, long_run()).wrong_side == 0);
}

TEST_CASE("an hour without samples ends a piece, and what comes after it is read like what came before") {
    Recording torn = long_run().recording;
    const std::size_t half = torn.samples.size() / 2;
    for (std::size_t i = half; i < torn.samples.size(); ++i) torn.samples[i].time += std::chrono::hours(1);
    torn.samples[half].gap_before = std::chrono::hours(1);
    const Session session = analysis::analyze(torn, {});
    CHECK(session.poses.size() == torn.samples.size());
    const auto times = contact_times(session);
    const auto whole = contact_times(analysis::analyze(long_run().recording, {}));
    CHECK(std::ssize(times) >= std::ssize(whole) - 10);
    const auto in_hole = std::ranges::count_if(times, [&](double time) {
        return time > in_seconds(torn.samples[half - 1].time) + 1.0 &&
               time < in_seconds(torn.samples[half].time) - 1.0;
    });
    CHECK(in_hole == 0);
}
