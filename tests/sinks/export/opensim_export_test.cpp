#include "sinks/export/opensim_export.hpp"

#include <catch2/catch.hpp>

using namespace sacrum;
using namespace sacrum::sinks;

namespace {

PelvisPose pose_of(double rotation_deg, double obliquity_deg, double tilt_deg) {
    PelvisPose pose;
    pose.rotation = Angle::of_si(radians_from_degrees(rotation_deg));
    pose.obliquity = Angle::of_si(radians_from_degrees(obliquity_deg));
    pose.tilt = Angle::of_si(radians_from_degrees(tilt_deg));
    return pose;
}

}  // namespace

TEST_CASE("the stock order gives other angles than Baker's, by the known amounts") {
    const auto first = stock_coordinates(pose_of(7.0, 5.0, 20.0));
    CHECK(degrees_from_radians(first.tilt) == Approx(-19.39).margin(0.005));
    CHECK(degrees_from_radians(first.list) == Approx(-7.06).margin(0.005));
    CHECK(degrees_from_radians(first.rotation) == Approx(4.91).margin(0.005));
    const auto second = stock_coordinates(pose_of(5.0, 4.0, 10.0));
    CHECK(degrees_from_radians(second.tilt) == Approx(-9.65).margin(0.005));
    CHECK(degrees_from_radians(second.list) == Approx(-4.79).margin(0.005));
    CHECK(degrees_from_radians(second.rotation) == Approx(4.25).margin(0.005));
}

TEST_CASE("an angle alone keeps its size in both orders, with the signs of the ISB") {
    const std::array<std::array<double, 3>, 3> alone{{{12.0, 0.0, 0.0}, {0.0, 12.0, 0.0}, {0.0, 0.0, 12.0}}};
    for (const auto& angles : alone) {
        const PelvisPose pose = pose_of(angles[0], angles[1], angles[2]);
        for (const auto& pelvis : {stock_coordinates(pose), baker_coordinates(pose)}) {
            CHECK(degrees_from_radians(pelvis.rotation) == Approx(angles[0]).margin(1e-9));
            CHECK(degrees_from_radians(pelvis.list) == Approx(-angles[1]).margin(1e-9));
            CHECK(degrees_from_radians(pelvis.tilt) == Approx(-angles[2]).margin(1e-9));
        }
    }
}
