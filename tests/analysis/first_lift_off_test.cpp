#include "analysis/first_lift_off.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace sacrum;
using namespace sacrum::analysis;

namespace {

constexpr double kKick = 2.0;  // s: when the obliquity rate rises steepest

// The right side of the pelvis is kicked up at kKick.
GaitSignals kicked_right() {
    GaitSignals signals;
    signals.rate_hz = 100.0;
    signals.resize(400);
    for (std::size_t i = 0; i < signals.size(); ++i)
        signals.obliquity_rate[i] = 0.3 * std::tanh((signals.time_at(double(i)) - kKick) / 0.06);
    return signals;
}

Contact first_contact(std::optional<Side> side) {
    return {.time_s = 2.4, .step_time_s = 0.55, .own_lift_off_s = 1.93, .side = side};
}

}  // namespace

TEST_CASE("the first foot leaves the ground just before its side of the pelvis is kicked up") {
    Contact contact = first_contact(Side::right);
    place_first_lift_off(kicked_right(), contact);
    CHECK(*contact.own_lift_off_s == Approx(kKick - 0.030).margin(0.015));
}

TEST_CASE("a kick of the other side, or a side that is not known, leaves the usual time") {
    for (const std::optional<Side> side : {std::optional(Side::left), std::optional<Side>()}) {
        Contact contact = first_contact(side);
        place_first_lift_off(kicked_right(), contact);
        CHECK(*contact.own_lift_off_s == 1.93);
    }
}
