#include "samples/true_strides.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "samples/simulate.hpp"

using namespace sacrum;
using namespace sacrum::samples;
using namespace std::chrono_literals;

namespace {

Simulation finely_made(GaitMode mode) {
    SensorParams sensor = ideal();
    sensor.rate = Frequency::of_si(1000.0);
    auto simulation = simulate(
        {.mode = mode, .speed_mps = mode == GaitMode::running ? 3.3 : 1.3, .duration = 20s, .seed = 5},
        sensor);
    REQUIRE(simulation);
    return std::move(*simulation);
}

std::size_t index(SessionTime time) { return std::size_t(std::lround(in_seconds(time) * 1000.0)); }

double median(const Simulation& simulation, Side side, Metric metric, double from_s = 0.0,
              double to_s = 1e9) {
    std::vector<double> values;
    for (const TrueStride& stride : simulation.strides)
        if (stride.side == side && in_seconds(stride.start) >= from_s && in_seconds(stride.end) <= to_s)
            values.push_back(stride.metrics[metric].value());
    REQUIRE(values.size() > 3);
    std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(values.size() / 2), values.end());
    return values[values.size() / 2];
}

}  // namespace

TEST_CASE("the true drop is the largest obliquity in the window, searched pose by pose") {
    for (const GaitMode mode : {GaitMode::running, GaitMode::walking}) {
        const Simulation simulation = finely_made(mode);
        for (const TrueStride& stride : simulation.strides) {
            const double sign = stride.side == Side::right ? 1.0 : -1.0;
            const auto drop = [&](std::size_t i) { return sign * in_degrees(simulation.poses[i].obliquity); };
            const std::size_t first = index(stride.start), last = index(stride.final_contact);
            double peak = -1e9;
            for (std::size_t i = first; i <= first + (last - first) * 6 / 10; ++i)
                peak = std::max(peak, drop(i));
            // One millisecond of the steepest obliquity is 0.2 deg, at the peak far less.
            CHECK(*stride.metrics[Metric::cpd_peak] == Approx(peak).margin(0.02));
            CHECK(*stride.metrics[Metric::cpd_at_contact] == Approx(drop(first)).margin(0.1));
            CHECK(*stride.metrics[Metric::cpd_excursion] == Approx(peak - drop(first)).margin(0.1));
            CHECK(*stride.metrics[Metric::cpd_midstance] == Approx(drop((first + last) / 2)).margin(0.2));
            CHECK(*stride.metrics[Metric::cpd_late_rise] == Approx(peak - drop(last)).margin(0.2));
        }
    }
}

TEST_CASE("a rise after 60 percent of stance is not the peak of the drop") {
    const auto simulation =
        simulate({.duration = 15s, .seed = 2, .hike_deg = Sided<double>{-6.0, -6.0}}, ideal());
    REQUIRE(simulation);
    for (const TrueStride& stride : simulation->strides) {
        if (in_seconds(stride.start) < 7.0) continue;  // until gait is full
        const auto& m = stride.metrics;
        CHECK(*m[Metric::cpd_late_rise] < -1.0);
        CHECK(*m[Metric::cpd_time_to_peak] == Approx(600.0 * *m[Metric::contact_time]));
    }
}

TEST_CASE("true sway and height are the sensor point's swings across the stride") {
    const Simulation simulation = finely_made(GaitMode::running);
    for (const TrueStride& stride : simulation.strides) {
        const std::size_t first = index(stride.start), last = index(stride.end);
        const auto swing = [&](auto&& coordinate) {
            double low = 1e9, high = -1e9;
            for (std::size_t i = first; i <= last; ++i) {
                const double line = double(i - first) / double(last - first);
                const double x = coordinate(i) - (1.0 - line) * coordinate(first) - line * coordinate(last);
                low = std::min(low, x);
                high = std::max(high, x);
            }
            return 1e3 * (high - low);
        };
        double azimuth = 0.0;
        for (std::size_t i = first; i <= last; ++i)
            azimuth += simulation.poses[i].rotation.si() / double(last - first + 1);
        const Eigen::Vector2d left(-std::sin(azimuth), std::cos(azimuth));
        const auto sideways = [&](std::size_t i) {
            return simulation.poses[i].sensor.si().head<2>().dot(left);
        };
        const auto upward = [&](std::size_t i) { return simulation.poses[i].sensor.si().z(); };
        CHECK(*stride.metrics[Metric::sway_ml] == Approx(swing(sideways)).margin(0.1));
        // Contacts lie between poses: half a millisecond at the landing speed of 0.8 m/s.
        CHECK(*stride.metrics[Metric::vertical_osc] == Approx(swing(upward)).margin(0.6));
    }
}

TEST_CASE("strides are bounded by contacts of one foot and their times add up") {
    for (const GaitMode mode : {GaitMode::running, GaitMode::walking}) {
        const Simulation simulation = finely_made(mode);
        REQUIRE(simulation.strides.size() > 20);
        for (const TrueStride& stride : simulation.strides) {
            const auto is_contact_at = [&](SessionTime time) {
                return std::any_of(simulation.events.begin(), simulation.events.end(),
                                   [&](const GaitEvent& event) {
                                       return event.kind == EventKind::initial_contact &&
                                              event.side == stride.side && event.time == time;
                                   });
            };
            CHECK(is_contact_at(stride.start));
            CHECK(is_contact_at(stride.end));
            CHECK(stride.final_contact > stride.start);
            CHECK(stride.final_contact < stride.end);
            const auto& m = stride.metrics;
            CHECK(*m[Metric::stride_time] == Approx(in_seconds(stride.end - stride.start)).epsilon(1e-6));
            CHECK(*m[Metric::duty_factor] == Approx(*m[Metric::contact_time] / *m[Metric::stride_time]));
            CHECK(m[Metric::flight_time].has_value() == (mode == GaitMode::running));
            if (mode == GaitMode::running)
                CHECK(*m[Metric::contact_time] + *m[Metric::flight_time] == Approx(*m[Metric::step_time]));
        }
    }
}

TEST_CASE("drop, sway and asymmetry come out as asked") {
    const auto simulation = simulate({.speed_mps = 3.3,
                                      .duration = 60s,
                                      .seed = 8,
                                      .drop_deg = Sided<double>{1.5, 5.0},
                                      .drop_at_contact_deg = Sided<double>{4.0, 3.0},
                                      .obliquity_offset_deg = 0.0,
                                      .sway_mm = 24.0,
                                      .step_time_asymmetry = 0.04,
                                      .contact_time_asymmetry = -0.05},
                                     ideal());
    REQUIRE(simulation);
    const auto left = [&](Metric metric) { return median(*simulation, Side::left, metric, 8.0); };
    const auto right = [&](Metric metric) { return median(*simulation, Side::right, metric, 8.0); };
    CHECK(left(Metric::cpd_excursion) ==
          Approx(1.5).margin(0.25));  // 6 % and 0.5 deg of variation, 40 strides
    CHECK(right(Metric::cpd_excursion) == Approx(5.0).margin(0.35));
    CHECK(left(Metric::cpd_at_contact) == Approx(4.0).margin(0.35));
    CHECK(right(Metric::cpd_at_contact) == Approx(3.0).margin(0.35));
    CHECK(left(Metric::sway_ml_centre) == Approx(24.0).epsilon(0.3));  // further harmonics add to it
    // The right step ends at right contact, so it opens the left stride.
    CHECK(left(Metric::step_time) / right(Metric::step_time) == Approx(1.04 / 0.96).epsilon(0.02));
    CHECK(right(Metric::contact_time) / left(Metric::contact_time) == Approx(0.95 / 1.05).epsilon(0.02));
}

TEST_CASE("fatigue deepens the drop and slows the steps by as much as asked") {
    const auto simulation = simulate({.duration = 120s,
                                      .standing_before = 0s,
                                      .seed = 2,
                                      .drop_change_deg = {3.0, 0.0},
                                      .cadence_change = -0.05},
                                     ideal());
    REQUIRE(simulation);
    const auto change = [&](Side side, Metric metric) {
        return median(*simulation, side, metric, 100.0, 120.0) - median(*simulation, side, metric, 0.0, 20.0);
    };
    // From the middle of the first to the middle of the last 20 s is 5/6 of the way.
    CHECK(change(Side::left, Metric::cpd_excursion) == Approx(2.5).margin(0.3));
    CHECK(change(Side::right, Metric::cpd_excursion) == Approx(0.0).margin(0.3));
    CHECK(median(*simulation, Side::left, Metric::cadence, 100.0, 120.0) /
              median(*simulation, Side::left, Metric::cadence, 0.0, 20.0) ==
          Approx(1.0 - 0.05 * 5.0 / 6.0).margin(0.015));
}
