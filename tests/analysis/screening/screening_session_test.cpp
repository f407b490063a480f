#include "analysis/screening/screening_session.hpp"

#include "tests/analysis/screening/screened.hpp"

namespace sacrum::analysis {
namespace {

using Kind = ScreeningMeasureKind;

}  // namespace

TEST_CASE("repetitions of the T balance are counted exactly, partial ones apart") {
    const auto seed = GENERATE(1U, 2U, 3U);
    const bool is_good = GENERATE(true, false);
    INFO("seed " << seed << (is_good ? " good" : " bad"));
    const Screened all = screened({.test = ScreeningTest::t_balance,
                                   .seed = seed,
                                   .is_good = is_good,
                                   .partial_repetitions = int(seed % 3),
                                   .misses_first = seed % 2 == 0,
                                   .pauses = seed % 2 == 1});
    REQUIRE(all.result.is_valid);
    for (const Side side : kBothSides) {
        int full = 0, partial = 0;
        for (const auto& repetition : all.performed.truth.repetitions) {
            if (repetition.side != side) continue;
            (repetition.is_full ? full : partial) += 1;
        }
        CHECK(measured(all.result, side, Kind::repetitions) == full);
        // A missed attempt may turn round where a repetition is only just said to begin.
        if (seed % 2 == 1) CHECK(measured(all.result, side, Kind::partial_repetitions) == partial);
    }
}

TEST_CASE("the steps of a wall run are counted exactly on each side") {
    const auto seed = GENERATE(1U, 2U, 3U);
    INFO("seed " << seed);
    const Screened all = screened({.test = ScreeningTest::wall_run, .seed = seed, .is_good = seed % 2 == 0});
    REQUIRE(all.result.is_valid);
    for (const Side side : kBothSides) {
        int steps = 0;
        double drop = 0.0;
        for (const auto& step : all.performed.truth.steps) {
            if (step.side != side) continue;
            ++steps;
            double most = -1e9;
            for (double time = step.contact; time < step.lift_off; time += 0.005)
                most = std::max(most, all.performed.truth.drop_deg(time, side));
            drop += most;
        }
        INFO(word(side));
        CHECK(measured(all.result, side, Kind::steps) == steps);
        CHECK(measured(all.result, side, Kind::drop_per_step) == Approx(drop / steps).margin(0.5));
    }
}

TEST_CASE("a recording that ends at once has no result and says so") {
    ScreeningEvents heard;
    auto session = ScreeningSession::create(
        {.test = ScreeningTest::single_leg, .rate = 100.0_Hz, .mounting = *parse_mounting("up=+x,left=+y")});
    REQUIRE(session);
    const ScreeningResult result = session->finish(heard);
    CHECK_FALSE(result.is_valid);
    CHECK_FALSE(result.remark.empty());
}

}  // namespace sacrum::analysis
