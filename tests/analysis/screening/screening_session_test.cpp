#include "analysis/screening/screening_session.hpp"

#include "tests/analysis/screening/screened.hpp"

namespace sacrum::analysis {
namespace {

using Kind = ScreeningMeasureKind;

// The recording of one test, taken for another; nobody guided.
ScreeningResult taken_for(ScreeningTest test, ScreeningTest done) {
    const auto performed =
        samples::perform_test({.test = done, .seed = 4, .is_good = false}, samples::lab_grade());
    REQUIRE(performed);
    ScreeningEvents heard;
    return screen(performed->recording, performed->truth, performed->stretch, test, true, {}, heard);
}

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

TEST_CASE("on hands and knees a sensor that hangs askew takes no sag for rotation") {
    const auto seed = GENERATE(1U, 2U);
    samples::SensorParams sensor = samples::lab_grade();
    sensor.mount_tilt_x_deg = 5.0;
    sensor.mount_tilt_z_deg = seed == 1U ? 4.0 : -4.0;
    const Screened all =
        screened({.test = ScreeningTest::hands_and_knees, .seed = seed, .is_good = false}, sensor);
    REQUIRE(all.result.is_valid);
    const samples::Performance& truth = all.performed.truth;
    for (const samples::TrueHold& hold : truth.holds) {
        double rotation = 0.0, sag = 0.0, count = 0.0;
        for (double time = hold.start + 2.0; time < hold.end - 0.3; time += 0.01, ++count) {
            rotation -= truth.drop_deg(time, hold.side);
            sag += degrees_from_radians(truth.body->at(time).tilt - truth.quiet_tilt);
        }
        INFO("seed " << seed << ", carried by the " << word(hold.side));
        CHECK(measured(all.result, hold.side, Kind::rotation_mean) == Approx(rotation / count).margin(0.3));
        CHECK(measured(all.result, hold.side, Kind::sag_mean) == Approx(sag / count).margin(0.3));
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

TEST_CASE("a recording that breaks off says that the rest is missing, and has no figures of it") {
    const samples::PerformerParams performer{.test = ScreeningTest::single_leg, .seed = 2};
    auto performed = samples::perform_test(performer, samples::lab_grade());
    REQUIRE(performed);
    auto& samples = performed->recording.samples;
    samples.resize(samples.size() / 2);  // 47 s: in the first stance
    ScreeningEvents heard;
    const ScreeningResult result =
        screen(performed->recording, performed->truth, performed->stretch, performer.test, false, {}, heard);
    REQUIRE(result.is_valid);
    CHECK(says(result, "The recording ends before the test does"));
    CHECK_FALSE(result.sides.right);
}

TEST_CASE("a recording of another test is refused, and the sentence says what was not seen") {
    using enum ScreeningTest;
    const auto [taken, done, part] = GENERATE(table<ScreeningTest, ScreeningTest, std::string_view>({
        {wall_run, single_leg, "No run on the spot"},
        {t_balance, single_leg, "no T balance"},
        {single_leg, t_balance, "far forward"},
        {single_leg, stance, "never moved onto the side"},
        {stance, single_leg, "no quiet stance on both"},
        {hands_and_knees, single_leg, ""},
        {single_leg, wall_run, ""},
    }));
    INFO(name_of(done) << " taken for " << name_of(taken));
    const ScreeningResult result = taken_for(taken, done);
    CHECK_FALSE(result.is_valid);
    CHECK_FALSE(result.remark.empty());
    CHECK(says(result, part));
}

TEST_CASE("a sensor on a steeply sloping sacrum is not taken for a bow before the bow") {
    samples::SensorParams sensor = samples::lab_grade();
    sensor.mount_tilt_y_deg = -28.0;
    sensor.mount_tilt_z_deg = 4.0;
    const Screened all = screened({.test = ScreeningTest::t_balance, .seed = 3}, sensor);
    INFO(all.result.remark);
    REQUIRE(all.result.is_valid);
    CHECK(all.result.remark.empty());
    for (const Side side : kBothSides) {
        double drop = 0.0, count = 0.0;
        for (const auto& repetition : all.performed.truth.repetitions) {
            if (repetition.side != side || !repetition.is_full) continue;
            drop += all.performed.truth.drop_deg(repetition.deepest, side);
            ++count;
        }
        CHECK(measured(all.result, side, ScreeningMeasureKind::drop_at_t) ==
              Approx(drop / count).margin(0.5));
    }
}

}  // namespace sacrum::analysis
