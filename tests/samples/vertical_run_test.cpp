#include "samples/vertical_run.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "domain/quantity.hpp"

using namespace sacrum;
using namespace sacrum::samples;
using namespace std::chrono_literals;

TEST_CASE("the ground only pushes, never pulls, and never jumps, from standing to standing") {
    for (const double speed : {2.2, 3.3, 4.5, 6.0}) {
        for (std::uint64_t seed = 1; seed <= 6; ++seed) {
            CAPTURE(speed, seed);
            const RunnerParams params{.speed_mps = speed,
                                      .duration = 15s,
                                      .standing_before = 3s,
                                      .standing_after = 3s,
                                      .seed = seed};
            const Person person = draw_person(params);
            const VerticalRun height(person, place_footfalls(person, params), 1.0, seed);
            const double h = 5e-4;
            double least = 1.0, most = 1.0, steepest = 0.0, before = 1.0;
            for (double t = 1.0; t < 14.0; t += h) {
                const double force =
                    1.0 + (height(t + h) - 2.0 * height(t) + height(t - h)) / (h * h * kStandardGravity);
                least = std::min(least, force);
                most = std::max(most, force);
                steepest = std::max(steepest, std::abs(force - before) / h);
                before = force;
            }
            CHECK(least > -0.02);               // g
            CHECK((most > 1.8 && most < 4.5));  // active peaks of runners are 2-3.5 body weights
            CHECK(steepest < 120.0);            // g/s; a step of 1 g would be 2000
        }
    }
}

TEST_CASE("a runner stays at the same height however long the run is") {
    const RunnerParams params{.speed_mps = 3.0, .duration = 600s, .seed = 4};
    const Person person = draw_person(params);
    const Footfalls falls = place_footfalls(person, params);
    const VerticalRun height(person, falls, 1.0, 4);
    for (const Footfall& fall : falls.steps)
        if (fall.is_real) CHECK(std::abs(height(fall.contact)) < 0.01);  // m, 1.5 mm SD
}
