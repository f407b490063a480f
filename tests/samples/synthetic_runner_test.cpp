// Whether the made-up people are like people: the features that detectors rest on, over seeds and speeds.
#include "samples/synthetic_runner.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "samples/simulate.hpp"

using namespace sacrum;
using namespace sacrum::samples;
using namespace std::chrono_literals;

namespace {

Simulation person(GaitMode mode, double speed, std::uint64_t seed) {
    auto simulation = simulate(
        {.mode = mode, .speed_mps = speed, .duration = 12s, .standing_before = 0s, .seed = seed}, ideal());
    REQUIRE(simulation);
    return std::move(*simulation);
}

double mean(const Simulation& simulation, Metric metric) {
    double sum = 0.0;
    for (const TrueStride& stride : simulation.strides) sum += stride.metrics[metric].value();
    return sum / double(simulation.strides.size());
}

template <class F>
double mean_over(const Simulation& simulation, double start, double end, F&& value) {
    double sum = 0.0;
    int count = 0;
    for (std::size_t i = 1; i + 1 < simulation.poses.size(); ++i) {
        const double time = in_seconds(simulation.poses[i].time);
        if (time < start || time >= end) continue;
        sum += value(i);
        ++count;
    }
    return count > 0 ? sum / count : 0.0;
}

std::vector<GaitEvent> contacts(const Simulation& simulation) {
    std::vector<GaitEvent> found;
    for (const GaitEvent& event : simulation.events) {
        const double time = in_seconds(event.time);
        if (event.kind == EventKind::initial_contact && time > 1.0 && time < 11.0) found.push_back(event);
    }
    return found;
}

}  // namespace

TEST_CASE("every seed is a plausible runner") {
    for (const double speed : {2.2, 3.3, 4.5, 6.0}) {
        for (std::uint64_t seed = 1; seed <= 8; ++seed) {
            const Simulation simulation = person(GaitMode::running, speed, seed);
            CAPTURE(speed, seed);
            const double cadence = mean(simulation, Metric::cadence),
                         contact = mean(simulation, Metric::contact_time);
            CHECK((cadence > 145.0 && cadence < 215.0));
            CHECK((contact > 0.15 && contact < 0.31));
            CHECK(mean(simulation, Metric::flight_time) > 0.03);
            const double height = mean(simulation, Metric::vertical_osc);
            CHECK((height > 50.0 && height < 125.0));
            const double range = mean(simulation, Metric::obliquity_rom),
                         sway = mean(simulation, Metric::sway_ml);
            CHECK((range > 5.0 && range < 22.0));
            CHECK((sway > 4.0 && sway < 50.0));
        }
    }
}

TEST_CASE("every seed is a plausible walker") {
    for (const double speed : {1.0, 1.3, 1.8}) {
        for (std::uint64_t seed = 1; seed <= 8; ++seed) {
            const Simulation simulation = person(GaitMode::walking, speed, seed);
            CAPTURE(speed, seed);
            const double cadence = mean(simulation, Metric::cadence),
                         duty = mean(simulation, Metric::duty_factor);
            CHECK((cadence > 85.0 && cadence < 145.0));
            CHECK((duty > 0.58 && duty < 0.66));
            const double height = mean(simulation, Metric::vertical_osc),
                         range = mean(simulation, Metric::obliquity_rom);
            CHECK((height > 15.0 && height < 75.0));
            CHECK((range > 4.5 && range < 14.0));
        }
    }
}

TEST_CASE("in running the stance side is higher in the 100 ms after contact") {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const Simulation simulation = person(GaitMode::running, 3.0, seed);
        const double step = 60.0 / mean(simulation, Metric::cadence);
        for (const GaitEvent& contact : contacts(simulation)) {
            const double time = in_seconds(contact.time), sign = contact.side == Side::right ? 1.0 : -1.0;
            const auto obliquity = [&](std::size_t i) { return in_degrees(simulation.poses[i].obliquity); };
            const double cue = mean_over(simulation, time, time + 0.1, obliquity) -
                               mean_over(simulation, time - step, time + step, obliquity);
            CHECK(sign * cue > 0.5);
        }
    }
}

TEST_CASE("in walking the pelvis is kicked up on the side that lands") {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const Simulation simulation = person(GaitMode::walking, 1.3, seed);
        int right = 0, all = 0;
        for (const GaitEvent& contact : contacts(simulation)) {
            const double time = in_seconds(contact.time), sign = contact.side == Side::right ? 1.0 : -1.0;
            const auto rate = [&](std::size_t i) {
                return 100.0 *
                       in_degrees(simulation.poses[i + 1].obliquity - simulation.poses[i - 1].obliquity);
            };
            const double kick = mean_over(simulation, time + 0.03, time + 0.15, rate) -
                                mean_over(simulation, time - 0.17, time - 0.03, rate);
            right += sign * kick > 0.0;
            ++all;
        }
        CHECK(right >= all - 1);
    }
}

TEST_CASE("in walking the trunk is pushed towards the midline from the foot that stands") {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const Simulation simulation = person(GaitMode::walking, 1.3, seed);
        const double step = 60.0 / mean(simulation, Metric::cadence);
        for (const GaitEvent& contact : contacts(simulation)) {
            // To the left over the right leg: mean acceleration over the step that the right foot opens.
            const double time = in_seconds(contact.time), sign = contact.side == Side::right ? 1.0 : -1.0;
            const auto leftward = [&](std::size_t i) {
                return (simulation.poses[i + 1].sensor.si().y() - 2.0 * simulation.poses[i].sensor.si().y() +
                        simulation.poses[i - 1].sensor.si().y()) *
                       40000.0;
            };
            CHECK(sign * mean_over(simulation, time, time + step, leftward) > 0.1);
        }
    }
}

TEST_CASE("in walking the body is driven forward before contact and braked after it") {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const Simulation simulation = person(GaitMode::walking, 1.3, seed);
        for (const GaitEvent& contact : contacts(simulation)) {
            const double time = in_seconds(contact.time);
            const auto forward = [&](std::size_t i) {
                return (simulation.poses[i + 1].centre.si().x() - 2.0 * simulation.poses[i].centre.si().x() +
                        simulation.poses[i - 1].centre.si().x()) *
                       40000.0;
            };
            CHECK(mean_over(simulation, time - 0.1, time, forward) > 0.3);
            CHECK(mean_over(simulation, time + 0.04, time + 0.14, forward) < -0.5);
        }
    }
}
