#include "analysis/exchanged_sides.hpp"

#include <catch2/catch.hpp>

#include "analysis/gait_pipeline.hpp"
#include "tests/support/simulated.hpp"

using namespace sacrum;
using namespace sacrum::tests;
using analysis::exchanged;
using analysis::GaitPipeline;

namespace {

class Collector : public analysis::SessionListener {
  public:
    void on_pose(const PelvisPose& pose) override { poses.push_back(pose); }
    void on_event(const GaitEvent& event) override { events.push_back(event); }
    void on_stride(const Stride& stride) override { strides.push_back(stride); }
    void on_turn(const Turn&) override {}
    void on_live_contact(const LiveContact& contact) override { contacts.push_back(contact); }
    void on_course(const StrideCourse& course) override { courses.push_back(course); }

    std::vector<PelvisPose> poses;
    std::vector<GaitEvent> events;
    std::vector<Stride> strides;
    std::vector<LiveContact> contacts;
    std::vector<StrideCourse> courses;
};

Collector said_of(const Recording& recording, bool swaps, const std::vector<std::size_t>& swaps_before = {}) {
    auto pipeline =
        GaitPipeline::create({.rate = recording.rate, .mounting = recording.mounting, .swaps_sides = swaps});
    REQUIRE(pipeline);
    Collector collector;
    for (std::size_t i = 0; i < recording.samples.size(); ++i) {
        for (const std::size_t before : swaps_before)
            if (before == i) pipeline->swap_sides();
        pipeline->push(recording.samples[i], collector);
    }
    pipeline->finish(collector);
    return collector;
}

bool are_same(const Stride& a, const Stride& b) {
    if (a.side != b.side || a.start != b.start || a.end != b.end || a.side_confidence != b.side_confidence ||
        a.is_valid() != b.is_valid())
        return false;
    for (std::size_t i = 0; i < kMetricCount; ++i)
        if (a.metrics[Metric(i)] != b.metrics[Metric(i)]) return false;
    return true;
}

}  // namespace

TEST_CASE("with sides exchanged every stride has the other side and the same measures") {
    const Recording recording = simulated(runner_at(3.3, 3, 30)).recording;
    const Collector plain = said_of(recording, false), swapped = said_of(recording, true);
    REQUIRE(plain.strides.size() > 50);
    REQUIRE(swapped.strides.size() == plain.strides.size());
    int valid = 0;
    for (std::size_t i = 0; i < plain.strides.size(); ++i) {
        CHECK(are_same(swapped.strides[i], exchanged(plain.strides[i])));
        if (!plain.strides[i].is_valid()) continue;
        ++valid;
        CHECK(swapped.strides[i].side == opposite(*plain.strides[i].side));
        CHECK(*swapped.strides[i].metrics[Metric::cpd_peak] > 0.0);
    }
    CHECK(valid > 40);
    REQUIRE(swapped.poses.size() == plain.poses.size());
    const PelvisPose& pose = plain.poses[plain.poses.size() / 2];
    const PelvisPose& other = swapped.poses[plain.poses.size() / 2];
    REQUIRE(pose.obliquity);
    CHECK(other.obliquity->si() == -pose.obliquity->si());
    CHECK(other.rotation->si() == -pose.rotation->si());
    CHECK(other.sway_left->si() == -pose.sway_left->si());
    CHECK(other.tilt->si() == pose.tilt->si());
    CHECK(other.vertical->si() == pose.vertical->si());
    REQUIRE(swapped.courses.size() == plain.courses.size());
    CHECK(swapped.courses.back().side == opposite(plain.courses.back().side));
    CHECK(swapped.courses.back().obliquity_deg[50] == -plain.courses.back().obliquity_deg[50]);
}

TEST_CASE("a swap in mid-session counts for what is said after it, and takes nothing back") {
    const Recording recording = simulated(runner_at(3.3, 3, 30)).recording;
    const Collector plain = said_of(recording, false), swapped = said_of(recording, true);
    for (const std::size_t at : {std::size_t{0}, std::size_t{2345}, std::size_t{3100}}) {
        CAPTURE(at);
        const Collector mixed = said_of(recording, false, {at});
        REQUIRE(mixed.strides.size() == plain.strides.size());
        std::size_t changed = 0;  // index of the first that is exchanged
        while (changed < plain.strides.size() && are_same(mixed.strides[changed], plain.strides[changed]))
            ++changed;
        if (at == 0) CHECK(changed <= 1);
        if (at > 0) CHECK(changed >= 5);
        CHECK(changed + 10 < plain.strides.size());
        for (std::size_t i = changed; i < plain.strides.size(); ++i)
            CHECK(are_same(mixed.strides[i], swapped.strides[i]));
        CHECK(mixed.contacts.back().side == swapped.contacts.back().side);
        CHECK(mixed.events.back().side == swapped.events.back().side);
        CHECK(mixed.events.back().side_confidence == swapped.events.back().side_confidence);
    }
}

TEST_CASE("two swaps leave the sides as they were") {
    const Recording recording = simulated(runner_at(3.3, 3, 30)).recording;
    const Collector plain = said_of(recording, false), twice = said_of(recording, false, {2000, 2400});
    REQUIRE(twice.strides.size() == plain.strides.size());
    CHECK(are_same(twice.strides.back(), plain.strides.back()));
    CHECK(are_same(twice.strides.front(), plain.strides.front()));
    std::size_t differ = 0;
    for (std::size_t i = 0; i < plain.strides.size(); ++i)
        differ += !are_same(twice.strides[i], plain.strides[i]);
    CHECK(differ > 0);
    CHECK(differ < 10);
}

TEST_CASE(
    "an analysis exchanges the sides of the whole session when they were exchanged an odd number of times") {
    Recording recording = simulated(runner_at(3.3, 3, 30)).recording;
    for (const Pass pass : kBothPasses) {
        CAPTURE(word(pass));
        recording.actions.side_swaps = 0;
        const Session plain = analysis::analyze(recording, {.pass = pass});
        CHECK_FALSE(plain.report.sides_swapped_by_hand);
        for (const int swaps : {1, 2, 3}) {
            CAPTURE(swaps);
            recording.actions.side_swaps = swaps;
            const Session session = analysis::analyze(recording, {.pass = pass});
            REQUIRE(session.strides.size() == plain.strides.size());
            const bool is_odd = swaps % 2 != 0;
            CHECK(session.report.sides_swapped_by_hand == is_odd);
            CHECK(session.report.side_swaps == swaps);
            bool are_all_as_expected = true;
            for (std::size_t i = 0; i < plain.strides.size(); ++i)
                are_all_as_expected =
                    are_all_as_expected &&
                    are_same(session.strides[i], is_odd ? exchanged(plain.strides[i]) : plain.strides[i]);
            CHECK(are_all_as_expected);
            const auto& left = plain.report.sides.left.metrics[std::size_t(Metric::cpd_peak)];
            const auto& now = session.report.sides[is_odd ? Side::right : Side::left]
                                  .metrics[std::size_t(Metric::cpd_peak)];
            REQUIRE(left);
            CHECK(now->median == left->median);
            CHECK(session.report.obliquity_deg[is_odd ? Side::right : Side::left].mean[30] ==
                  Approx(is_odd ? -plain.report.obliquity_deg.left.mean[30]
                                : plain.report.obliquity_deg.left.mean[30]));
        }
        // A setting says it, and a person in the session that it was wrong after all.
        recording.actions.side_swaps = 1;
        const Session back = analysis::analyze(recording, {.pass = pass, .swaps_sides = true});
        CHECK_FALSE(back.report.sides_swapped_by_hand);
        CHECK(are_same(back.strides.back(), plain.strides.back()));
    }
}
