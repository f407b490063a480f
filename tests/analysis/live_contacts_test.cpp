#include "analysis/live_contacts.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "analysis/gait_pipeline.hpp"
#include "firmware_bridge/import/csv_reader.hpp"
#include "tests/support/allocation_counter.hpp"
#include "tests/support/simulated.hpp"

namespace sacrum::analysis {
namespace {

using tests::runner_at;
using tests::simulated;
using tests::walker_at;

class Ears : public SessionListener {
  public:
    void on_pose(const PelvisPose&) override {}
    void on_stride(const Stride&) override {}
    void on_turn(const Turn&) override {}
    void on_event(const GaitEvent& event) override {
        if (event.kind == EventKind::initial_contact) settled.push_back(event);
    }
    void on_live_contact(const LiveContact& contact) override { live.push_back(contact); }

    std::vector<LiveContact> live;
    std::vector<GaitEvent> settled;
};

Ears hear(const Recording& recording) {
    auto pipeline = GaitPipeline::create({.rate = recording.rate, .mounting = recording.mounting});
    REQUIRE(pipeline);
    Ears ears;
    for (const ImuSample& sample : recording.samples) pipeline->push(sample, ears);
    pipeline->finish(ears);
    return ears;
}

std::vector<GaitEvent> true_contacts(const samples::Simulation& simulation) {
    std::vector<GaitEvent> contacts;
    std::ranges::copy_if(simulation.events, std::back_inserter(contacts),
                         [](const GaitEvent& e) { return e.kind == EventKind::initial_contact; });
    return contacts;
}

struct Agreement {
    int expected = 0;  // from the first live contact on
    int found = 0;
    int wrong_side = 0;
    double bias_ms = 0.0;
    double sd_ms = 0.0;
};

Agreement compare(const std::vector<GaitEvent>& truth, const std::vector<LiveContact>& live, double reach_s) {
    Agreement agreement;
    if (live.empty()) return agreement;
    std::vector<double> errors;
    for (const GaitEvent& event : truth) {
        if (in_seconds(event.time) < in_seconds(live.front().time) - reach_s) continue;
        ++agreement.expected;
        const auto nearest = std::ranges::min_element(live, {}, [&](const LiveContact& contact) {
            return std::abs(in_seconds(contact.time - event.time));
        });
        const double error_s = in_seconds(nearest->time - event.time);
        if (std::abs(error_s) > reach_s) continue;
        ++agreement.found;
        errors.push_back(1e3 * error_s);
        if (nearest->side && event.side && nearest->side != event.side) ++agreement.wrong_side;
    }
    if (errors.empty()) return agreement;
    for (const double error : errors) agreement.bias_ms += error / double(errors.size());
    for (const double error : errors)
        agreement.sd_ms += std::pow(error - agreement.bias_ms, 2) / double(errors.size());
    agreement.sd_ms = std::sqrt(agreement.sd_ms);
    return agreement;
}

bool are_in_time(const std::vector<LiveContact>& live) {
    return std::ranges::all_of(live, [](const LiveContact& contact) {
        const Duration delay = contact.noticed_at - contact.time;
        return delay > Duration::zero() && delay <= std::chrono::milliseconds(100);
    });
}

TEST_CASE("a runner's contacts are said within 100 ms, at the right time and on the right side") {
    const double speed = GENERATE(2.5, 3.5, 4.8);
    const auto simulation = simulated(runner_at(speed, 11, 40));
    const Ears ears = hear(simulation.recording);
    CHECK(are_in_time(ears.live));
    const Agreement with_truth = compare(true_contacts(simulation), ears.live, 0.050);
    CHECK(with_truth.expected >= 50);
    CHECK(with_truth.found >= with_truth.expected - 1);  // the recording ends before the last is noticed
    CHECK(ears.live.size() <= std::size_t(with_truth.expected) + 1);
    CHECK(with_truth.wrong_side == 0);
    CHECK(with_truth.sd_ms < 8.0);
    // Unbiased against what is settled later, whatever that is itself.
    CHECK(std::abs(compare(ears.settled, ears.live, 0.050).bias_ms) < 2.0);
    const auto knows =
        std::ranges::count_if(ears.live, [](const LiveContact& c) { return c.side.has_value(); });
    CHECK(double(knows) > 0.75 * double(ears.live.size()));
}

TEST_CASE("a walker's contacts are said within 100 ms, at the right time and on the right side") {
    const double speed = GENERATE(1.0, 1.3, 1.6);
    const auto simulation = simulated(walker_at(speed, 21, 40));
    const Ears ears = hear(simulation.recording);
    CHECK(are_in_time(ears.live));
    const Agreement with_truth = compare(true_contacts(simulation), ears.live, 0.050);
    CHECK(with_truth.expected >= 35);
    CHECK(with_truth.found >= with_truth.expected - 1);
    CHECK(ears.live.size() <= std::size_t(with_truth.expected) + 1);
    CHECK(with_truth.wrong_side == 0);
    CHECK(std::abs(compare(ears.settled, ears.live, 0.050).bias_ms) < 3.0);
}

TEST_CASE("when a person stops, nothing more is said") {
    auto runner = GENERATE(runner_at(3.0, 5, 40), walker_at(1.3, 5, 40));
    runner.standing_after = std::chrono::seconds(10);
    const auto simulation = simulated(runner);
    const Ears ears = hear(simulation.recording);
    REQUIRE(ears.live.size() > 20);
    const double last_s = in_seconds(true_contacts(simulation).back().time);
    CHECK(in_seconds(ears.live.back().time) > last_s - 1.5);
    CHECK(in_seconds(ears.live.back().time) < last_s + 0.2);
}

TEST_CASE("at 60 Hz the contacts are said within 100 ms, too") {
    samples::SensorParams sensor = samples::default_faults();
    sensor.rate = Frequency::of_si(60.0);
    const auto simulation = simulated(runner_at(3.0, 8, 40), sensor);
    const Ears ears = hear(simulation.recording);
    CHECK(are_in_time(ears.live));
    const Agreement agreement = compare(true_contacts(simulation), ears.live, 0.050);
    CHECK(agreement.expected > 40);
    CHECK(agreement.found >= agreement.expected - 2);
}

TEST_CASE("missing samples silence live contacts rather than delay them") {
    auto simulation = simulated(runner_at(3.0, 8, 40));
    auto& all = simulation.recording.samples;
    const double interval_s = 1.0 / simulation.recording.rate.si();
    std::vector<ImuSample> kept;
    for (const ImuSample& sample : all) {
        const double into = std::fmod(in_seconds(sample.time), 3.0);
        if (into >= 0.5 && into < 0.7 && in_seconds(sample.time) > 20.0) continue;
        kept.push_back(sample);
        if (kept.size() < 2) continue;
        const double hole = in_seconds(sample.time - kept[kept.size() - 2].time) - interval_s;
        if (hole > 0.5 * interval_s) kept.back().gap_before = duration_from_seconds(hole);
    }
    all.assign(kept.begin(), kept.end());
    const Ears ears = hear(simulation.recording);
    CHECK(are_in_time(ears.live));
    const Agreement agreement = compare(true_contacts(simulation), ears.live, 0.060);
    CHECK(agreement.wrong_side == 0);
    CHECK(agreement.found > 0.75 * agreement.expected);
    const Agreement other_way = compare(true_contacts(simulation), ears.live, 0.200);
    CHECK(int(ears.live.size()) <= other_way.found + 1);
}

// A finder alone, fed with a bouncing body: 2.5 steps a second.
struct Bounce {
    double rate_hz = 200.0;
    [[nodiscard]] OrientedSample sample(int i) const {
        const double phase = 2.0 * M_PI * 2.5 * i / rate_hz;
        return {.time = session_time_from_seconds(i / rate_hz),
                .specific_force = Vec3<AccelerationUnit, Sensor>::of_si(
                    2.0 * std::cos(phase), 0.0,
                    kStandardGravity + 8.0 * std::sin(phase) + 3.0 * std::sin(2.0 * phase)),
                .is_settled = true};
    }
    [[nodiscard]] static Contact contact(double time_s) {
        return {.time_s = time_s,
                .step_time_s = 0.4,
                .mode = GaitMode::running,
                .side = Side::left,
                .probability_right = 0.02};
    }
};

TEST_CASE("without settled contacts nothing is said, and after a few all are") {
    const Bounce bounce;
    auto finder = LiveContactFinder::create({.rate = Frequency::of_si(bounce.rate_hz)});
    REQUIRE(finder);
    finder->set_mounting({});
    std::vector<LiveContact> live;
    const auto hears = [&](const LiveContact& contact) { live.push_back(contact); };
    int i = 0;
    for (; i < 1000; ++i) finder->push(bounce.sample(i), hears);
    CHECK(live.empty());
    for (int k = 0; k < 3; ++k) finder->learn(Bounce::contact(1.05 + 0.4 * k));
    for (; i < 1400; ++i) finder->push(bounce.sample(i), hears);
    CHECK(live.empty());
    finder->learn(Bounce::contact(2.25));
    for (; i < 2400; ++i) finder->push(bounce.sample(i), hears);
    CHECK(live.size() >= 12);
    for (const LiveContact& contact : live) {
        const double phase = std::remainder(in_seconds(contact.time) - 0.25, 0.4);
        CHECK(std::abs(phase) < 0.003);
        CHECK_FALSE(contact.side);  // none of those said has been settled yet
    }
    CHECK(are_in_time(live));
}

TEST_CASE("sides alternate from the last settled contact, and its certainty is handed on") {
    const Bounce bounce;
    auto finder = LiveContactFinder::create({.rate = Frequency::of_si(bounce.rate_hz)});
    REQUIRE(finder);
    finder->set_mounting({});
    std::vector<LiveContact> live;
    const auto hears = [&](const LiveContact& contact) { live.push_back(contact); };
    int i = 0;
    for (; i < 1000; ++i) finder->push(bounce.sample(i), hears);
    for (int k = 0; k < 6; ++k) finder->learn(Bounce::contact(1.05 + 0.4 * k));
    for (; i < 2000; ++i) finder->push(bounce.sample(i), hears);
    REQUIRE(live.size() > 5);
    finder->learn(Bounce::contact(in_seconds(live[2].time)));
    const std::size_t before = live.size();
    for (; i < 3000; ++i) finder->push(bounce.sample(i), hears);
    REQUIRE(live.size() > before + 5);
    for (std::size_t k = before; k < live.size(); ++k) {
        CHECK(live[k].side == ((k - 2) % 2 == 0 ? Side::left : Side::right));
        CHECK(live[k].side_confidence == Approx(0.98));
    }
}

TEST_CASE("a turned sensor makes the finder learn anew") {
    const Bounce bounce;
    auto finder = LiveContactFinder::create({.rate = Frequency::of_si(bounce.rate_hz)});
    REQUIRE(finder);
    finder->set_mounting({});
    int live = 0;
    const auto hears = [&](const LiveContact&) { ++live; };
    int i = 0;
    for (; i < 1000; ++i) finder->push(bounce.sample(i), hears);
    for (int k = 0; k < 6; ++k) finder->learn(Bounce::contact(1.05 + 0.4 * k));
    for (; i < 1500; ++i) finder->push(bounce.sample(i), hears);
    CHECK(live > 3);
    finder->set_mounting(
        Rotation<Pelvis, Sensor>::of(Eigen::Quaterniond(Eigen::AngleAxisd(0.5, Eigen::Vector3d::UnitZ()))));
    live = 0;
    for (; i < 2500; ++i) finder->push(bounce.sample(i), hears);
    CHECK(live == 0);
}

TEST_CASE("a warm live finder does not allocate, and a senseless rate is refused") {
    CHECK_FALSE(LiveContactFinder::create({.rate = Frequency::of_si(10.0)}));
    CHECK_FALSE(LiveContactFinder::create({.rate = Frequency::of_si(std::nan(""))}));
    const Bounce bounce;
    auto finder = LiveContactFinder::create({.rate = Frequency::of_si(bounce.rate_hz)});
    REQUIRE(finder);
    finder->set_mounting({});
    int live = 0;
    const auto hears = [&](const LiveContact&) { ++live; };
    const sacrum::tests::AllocationCounter allocations;
    for (int i = 0; i < 6000; ++i) {
        finder->push(bounce.sample(i), hears);
        if (i > 600 && i % 80 == 0) finder->learn(Bounce::contact(i / bounce.rate_hz - 2.15));
    }
    CHECK(live > 30);
    CHECK(allocations.count() == 0);
}

TEST_CASE("on the developer recordings live contacts come in time and agree with the settled ones") {
    namespace fs = std::filesystem;
    const char* const said = std::getenv("SACRUM_DATA");
    const fs::path folder =
        said != nullptr ? fs::path(said) : fs::path(SACRUM_SOURCE_DIR) / ".." / "shared" / "data";
    int recordings = 0;
    for (const char* const name : {"rbds_RBDS002runT25", "rbds_RBDS002runT45", "sisfall_D02_SA01",
                                   "sisfall_D03_SA01", "movingreality_pp02_exported000"}) {
        const fs::path path = folder / (std::string(name) + ".imu.csv");
        if (!fs::exists(path)) continue;
        ++recordings;
        const auto recording = firmware_bridge::read_csv(path);
        REQUIRE(recording);
        const Ears ears = hear(*recording);
        INFO(name);
        CHECK(are_in_time(ears.live));
        const Agreement agreement = compare(ears.settled, ears.live, 0.050);
        CHECK(agreement.expected > 20);
        CHECK(agreement.found >= 0.98 * agreement.expected);
        CHECK(double(ears.live.size()) <= 1.02 * agreement.expected);
        CHECK(std::abs(agreement.bias_ms) < 3.0);
        CHECK(agreement.wrong_side == 0);
    }
    if (recordings == 0) WARN("no developer recordings in " << folder << ": not tried on them");
}

}  // namespace
}  // namespace sacrum::analysis
