// A recording that is read in several pieces: what lies at their seams is found once and right.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

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
    // Level too: as a part that is read in one look shows it.
    Recording part = undeclared;
    part.samples.resize(20'000);
    const auto median_tilt = [](const Session& session) {
        std::vector<double> tilts;
        for (const PelvisPose& pose : session.poses)
            if (pose.tilt) tilts.push_back(in_degrees(*pose.tilt));
        REQUIRE_FALSE(tilts.empty());
        std::ranges::nth_element(tilts, tilts.begin() + std::ssize(tilts) / 2);
        return tilts[tilts.size() / 2];
    };
    CHECK(std::abs(median_tilt(found) - median_tilt(analysis::analyze(part, {}))) < 0.5);
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

TEST_CASE("a sensor that lay about for long before it was worn is levelled by its wearer, not by the table") {
    samples::SensorParams sensor = samples::lab_grade();
    sensor.rate = 100.0_Hz;
    auto runner = walker_at(1.4, 9, 120);
    runner.standing_before = std::chrono::seconds(10);
    const Recording worn = simulated(runner, sensor).recording;
    Recording recording = worn;
    recording.samples.clear();
    constexpr int kLying = 42'000;  // 7 minutes
    for (int i = 0; i < kLying; ++i) {
        ImuSample sample;
        sample.time = SessionTime(std::chrono::milliseconds(10 * i));
        sample.specific_force = Vec3<AccelerationUnit, Sensor>::of_si(0.0, 0.0, kStandardGravity);
        recording.samples.push_back(sample);
    }
    const Duration later = std::chrono::milliseconds(10 * kLying) + std::chrono::seconds(3);
    for (ImuSample sample : worn.samples) {
        sample.time += later;
        recording.samples.push_back(sample);
    }
    recording.samples[kLying].gap_before = std::chrono::seconds(3);
    const Session alone = analysis::analyze(worn, {});
    const Session after = analysis::analyze(recording, {});
    REQUIRE(alone.report.mounting.standing_tilt_deg);
    REQUIRE(after.report.mounting.standing_tilt_deg);
    CHECK(std::abs(*after.report.mounting.standing_tilt_deg - *alone.report.mounting.standing_tilt_deg) <
          2.0);
    CHECK(std::ssize(after.strides) >= std::ssize(alone.strides) - 4);
}

TEST_CASE("a rate that is too low for an orientation gives an empty session and no fault") {
    Recording slow = long_run().recording;
    slow.rate = 8.0_Hz;
    slow.samples.clear();
    for (std::size_t i = 0; i < 4000; i += 12) slow.samples.push_back(long_run().recording.samples[i]);
    for (const Pass pass : kBothPasses) {
        const Session session = analysis::analyze(slow, {.pass = pass});
        CHECK(session.strides.empty());
        CHECK(session.poses.empty());
    }
}

TEST_CASE("times before zero are times like others") {
    Recording early = long_run().recording;
    early.samples.resize(6000);
    const Session usual = analysis::analyze(early, {});
    for (ImuSample& sample : early.samples) sample.time -= std::chrono::hours(1);
    const Session session = analysis::analyze(early, {});
    CHECK(session.strides.size() == usual.strides.size());
    CHECK(session.report.turns.size() == usual.report.turns.size());
    CHECK(session.report.contacts == usual.report.contacts);
}

TEST_CASE(
    "a link that tears every few seconds gives the same strides as one that did not, between the tears") {
    Recording torn = long_run().recording;
    torn.samples.clear();
    for (const ImuSample& sample : long_run().recording.samples) {
        const double into = std::fmod(in_seconds(sample.time), 15.0);
        if (into < 1.5) continue;
        torn.samples.push_back(sample);
        if (torn.samples.size() < 2) continue;
        const Duration hole = sample.time - torn.samples[torn.samples.size() - 2].time;
        if (hole > std::chrono::seconds(1))
            torn.samples.back().gap_before = hole - std::chrono::milliseconds(10);
    }
    const Session session = analysis::analyze(torn, {});
    CHECK(session.poses.size() == torn.samples.size());
    const TruthComparison result = compare_with_truth(session, long_run());
    CHECK(result.found > 8 * result.contacts / 10);
    CHECK(result.wrong_side == 0);
    CHECK(result.invented < result.contacts / 50);
}
