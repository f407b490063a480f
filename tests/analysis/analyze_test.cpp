// Against the exactly known truth of synthetic people with the default sensor faults. Bounds are those the
// project set itself (docs/accuracy figures come from the same comparison); soft tissue is left out here and
// stated apart.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>

#include "tests/support/simulated.hpp"
#include "tests/support/truth_comparison.hpp"

using namespace sacrum;
using namespace sacrum::tests;

namespace {

TruthComparison comparison_of(const samples::RunnerParams& runner, Pass pass,
                              const samples::SensorParams& sensor = samples::default_faults()) {
    const samples::Simulation simulation = simulated(runner, sensor);
    return compare_with_truth(analysis::analyze(simulation.recording, {.pass = pass}), simulation);
}

}  // namespace

TEST_CASE("running contacts, sides, drop and sway are as true as promised at every speed") {
    for (const Pass pass : kBothPasses) {
        for (const double speed : {2.2, 3.3, 4.5, 6.0}) {
            constexpr int kPeople = 4;
            double bias = 0.0, peak = 0.0, excursion = 0.0, sway = 0.0, vertical = 0.0;
            for (std::uint64_t seed = 11; seed < 11 + kPeople; ++seed) {
                CAPTURE(word(pass), speed, seed);
                const TruthComparison result = comparison_of(runner_at(speed, seed), pass);
                CHECK(result.found >= result.contacts - 2);
                CHECK(result.invented <= 2);                     // steps of the run-up may differ
                CHECK(std::abs(result.initial_ms.bias) <= 7.0);  // people differ by 2 ms (SD)
                CHECK(result.initial_ms.sd <= 6.0);
                CHECK(result.wrong_side == 0);
                CHECK(result.decided >= result.found - 2);
                CHECK(result.valid_strides >= 0.6 * result.contacts);
                bias += result.initial_ms.bias / kPeople;
                peak += result.cpd_peak_deg.mean_absolute / kPeople;
                excursion += result.cpd_excursion_deg.mean_absolute / kPeople;
                sway += result.sway_mm.mean_absolute / kPeople;
                vertical += result.vertical_mm.mean_absolute / kPeople;
            }
            CAPTURE(word(pass), speed);
            CHECK(std::abs(bias) <= 5.0);
            CHECK(peak <= 0.4);
            CHECK(excursion <= 0.4);
            CHECK(sway <= 2.0);
            CHECK(vertical <= 2.0);
        }
    }
}

TEST_CASE("walking contacts, sides, drop and sway are as true as promised") {
    for (const Pass pass : kBothPasses) {
        for (const double speed : {1.0, 1.4, 1.8}) {
            CAPTURE(word(pass), speed);
            const TruthComparison result = comparison_of(walker_at(speed, 21), pass);
            CHECK(result.found >= result.contacts - 2);
            CHECK(result.invented <= 1);
            CHECK(std::abs(result.initial_ms.bias) <= 30.0);  // persons differ by 12 ms (SD), docs/methods.md
            CHECK(result.initial_ms.sd <= 8.0);
            CHECK(result.wrong_side == 0);
            CHECK(result.cpd_peak_deg.mean_absolute <= 0.4);
            CHECK(result.sway_mm.mean_absolute <= 2.0);
            CHECK(result.vertical_mm.mean_absolute <= 2.0);
        }
    }
}

TEST_CASE("a run that starts in mid-stride is read from its first seconds") {
    auto runner = runner_at(3.3, 31, 20);
    runner.standing_before = Duration::zero();
    const TruthComparison result = comparison_of(runner, Pass::refined);
    CHECK(result.found >= result.contacts - 1);
    CHECK(std::abs(result.initial_ms.bias) <= 5.0);
    CHECK(result.wrong_side == 0);
    CHECK(result.cpd_excursion_deg.mean_absolute <= 0.4);
}

TEST_CASE("a runner whose steps differ by a third is followed in both passes, also from mid-stride") {
    for (const Pass pass : kBothPasses) {
        CAPTURE(word(pass));
        auto runner = runner_at(3.0, 1, 40);
        runner.standing_before = Duration::zero();
        runner.step_time_asymmetry = 0.15;
        runner.contact_time_asymmetry = -0.15;
        const TruthComparison result = comparison_of(runner, pass);
        CHECK(result.found >= result.contacts - 2);
        CHECK(result.invented <= 1);
        CHECK(result.wrong_side == 0);
        CHECK(result.initial_ms.sd <= 10.0);
        CHECK(result.cpd_excursion_deg.mean_absolute <= 0.4);
        CHECK(result.vertical_mm.mean_absolute <= 2.0);
    }
}

TEST_CASE("other sample rates give the same quality") {
    for (const double rate : {60.0, 100.0, 400.0}) {
        CAPTURE(rate);
        auto sensor = samples::default_faults();
        sensor.rate = Frequency::of_si(rate);
        const TruthComparison result = comparison_of(runner_at(3.0, 41), Pass::refined, sensor);
        CHECK(result.found >= result.contacts - 2);
        CHECK(std::abs(result.initial_ms.bias) <= 6.0);
        CHECK(result.initial_ms.sd <= 6.0);
        CHECK(result.wrong_side == 0);
        CHECK(result.cpd_excursion_deg.mean_absolute <= 0.4);
    }
}

TEST_CASE("the report tells second by second what came and what did not") {
    auto sensor = samples::default_faults();
    sensor.lost_fraction = 0.05;
    sensor.lost_burst = 10.0;
    const auto simulation = simulated(runner_at(3.0, 4, 20), sensor);
    const SessionReport report = analysis::analyze(simulation.recording, {}).report;
    const RateOverTime& rate = report.rate_over_time;
    REQUIRE(rate.samples.size() == 20);
    REQUIRE(rate.missing.size() == 20);
    const auto sum = [](const std::vector<std::int64_t>& counts) {
        return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
    };
    CHECK(sum(rate.samples) == report.quality.samples);
    CHECK(sum(rate.missing) == report.quality.missing_samples);
    for (std::size_t second = 1; second + 1 < 20; ++second) {
        CAPTURE(second);
        // A burst may count in the second after the one it began in.
        CHECK(std::abs(double(rate.samples[second] + rate.missing[second]) - 200.0) < 60.0);
    }
}

TEST_CASE("where a device changes its rate the analysis begins anew, and both stretches are in one session") {
    samples::SensorParams half = samples::default_faults();
    half.rate = 100.0_Hz;
    const Recording first = simulated(runner_at(3.3, 5)).recording;
    Recording second = simulated(runner_at(3.3, 6), half).recording;
    const Duration later =
        first.samples.back().time - second.samples.front().time + std::chrono::milliseconds(10);
    for (ImuSample& sample : second.samples) sample.time += later;

    Recording both = first;
    both.rate_changes.push_back({first.samples.size(), second.rate});
    both.samples.insert(both.samples.end(), second.samples.begin(), second.samples.end());
    for (const Pass pass : kBothPasses) {
        CAPTURE(word(pass));
        const Session whole = analysis::analyze(both, {.pass = pass});
        const Session before = analysis::analyze(first, {.pass = pass});
        const Session after = analysis::analyze(second, {.pass = pass});
        REQUIRE(before.strides.size() > 20);
        REQUIRE(after.strides.size() > 20);
        REQUIRE(whole.strides.size() == before.strides.size() + after.strides.size());
        CHECK(whole.strides.front().start == before.strides.front().start);
        CHECK(whole.strides.back().start == after.strides.back().start);
        CHECK(whole.poses.size() == before.poses.size() + after.poses.size());
        CHECK(whole.report.duration == second.samples.back().time - first.samples.front().time);
    }
}

TEST_CASE("strides that were said before a slip was noticed do not count in the medians") {
    samples::SensorParams sensor = samples::lab_grade();
    sensor.slip_at = std::chrono::seconds(30);
    sensor.slip_deg = 20.0;
    sensor.slip_direction = samples::SlipDirection::side;
    const samples::Simulation simulation = simulated(runner_at(3.0, 3, 60), sensor);
    for (const Pass pass : kBothPasses) {
        const Session session = analysis::analyze(simulation.recording, {.pass = pass});
        REQUIRE(session.report.mounting.slipped_at.has_value());
        const auto before = std::ranges::count_if(session.strides, [&](const Stride& stride) {
            return stride.side == Side::left && stride.is_valid() &&
                   stride.end <= *session.report.mounting.slipped_at;
        });
        CHECK(before > 20);
        CHECK(session.report.sides.left.strides_used == before);
    }
}
