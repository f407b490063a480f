#include "dsp/heading_filter.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

namespace sacrum::dsp {
namespace {

constexpr double kInterval = 0.01;  // s

void push_for(HeadingFilter& filter, double seconds, double angle, bool is_disturbed = false) {
    for (int i = 0; i < std::lround(seconds / kInterval); ++i) filter.push(angle, is_disturbed, kInterval);
}

TEST_CASE("the first angle is taken as it is, the next are averaged with it") {
    HeadingFilter filter(MagneticParams{});
    filter.push(1.0, false, 0.0);
    CHECK(filter.angle() == 1.0);
    filter.push(2.0, false, kInterval);
    CHECK(filter.angle() == Approx(1.5));
    filter.push(3.0, true, kInterval);  // disturbed or not: nothing better is known yet
    CHECK(filter.angle() == Approx(2.0));
}

TEST_CASE("a step is followed with the time constant") {
    HeadingFilter filter(MagneticParams{});
    filter.start(0.0);
    push_for(filter, 9.0, 1.0);
    CHECK(filter.angle() == Approx(1.0 - std::exp(-1.0)).epsilon(1e-6));
}

TEST_CASE("readings further apart count for more, so that the rate does not matter") {
    HeadingFilter often(MagneticParams{}), seldom(MagneticParams{});
    often.start(0.0);
    seldom.start(0.0);
    push_for(often, 6.0, 1.0);
    for (int i = 0; i < 12; ++i) seldom.push(1.0, false, 0.5);
    CHECK(seldom.angle() == Approx(often.angle()).epsilon(1e-9));
}

TEST_CASE("across south the filter goes the short way") {
    HeadingFilter filter(MagneticParams{});
    filter.start(std::numbers::pi - 0.1);
    push_for(filter, 9.0, -std::numbers::pi + 0.1);
    CHECK(std::abs(filter.angle()) > std::numbers::pi - 0.1);
    push_for(filter, 90.0, -std::numbers::pi + 0.1);
    CHECK(filter.angle() == Approx(-std::numbers::pi + 0.1).margin(1e-3));
}

TEST_CASE("a disturbance is ignored for a minute, then followed at half speed") {
    HeadingFilter filter(MagneticParams{});
    filter.start(0.0);
    push_for(filter, 59.9, 1.0, true);
    CHECK(filter.angle() == 0.0);
    push_for(filter, 0.1 + 18.0, 1.0, true);
    CHECK(filter.angle() == Approx(1.0 - std::exp(-1.0)).margin(0.01));
}

TEST_CASE("half a minute of clean field gives the whole allowance back") {
    HeadingFilter filter(MagneticParams{});
    filter.start(0.0);
    push_for(filter, 60.0, 1.0, true);
    push_for(filter, 31.0, 0.0);
    push_for(filter, 59.0, 1.0, true);
    CHECK(filter.angle() == 0.0);
}

TEST_CASE("restarted, the filter takes the next angle at once") {
    HeadingFilter filter(MagneticParams{});
    filter.start(0.0);
    push_for(filter, 10.0, 0.0);
    filter.restart();
    filter.push(2.0, false, kInterval);
    CHECK(filter.angle() == Approx(2.0));
}

}  // namespace
}  // namespace sacrum::dsp
