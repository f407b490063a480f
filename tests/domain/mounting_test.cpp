#include "domain/mounting.hpp"

#include <catch2/catch.hpp>

using namespace sacrum;

namespace {
Eigen::Vector3d in_pelvis(const DeclaredMounting& mounting, double x, double y, double z) {
    return (mounting.pelvis_from_sensor * Vec3<AccelerationUnit, Sensor>::of_si(x, y, z)).si();
}
}  // namespace

TEST_CASE("a mounting carries the named sensor axes to the named directions") {
    const auto mounting = parse_mounting("up=+x,left=+y");
    REQUIRE(mounting);
    CHECK(in_pelvis(*mounting, 1, 0, 0).isApprox(Eigen::Vector3d::UnitZ(), 1e-12));
    CHECK(in_pelvis(*mounting, 0, 1, 0).isApprox(Eigen::Vector3d::UnitY(), 1e-12));
    CHECK(in_pelvis(*mounting, 0, 0, -1).isApprox(Eigen::Vector3d::UnitX(), 1e-12));
}

TEST_CASE("the same mounting may be named by other directions") {
    const auto one = parse_mounting("up=-y,left=-x");
    const auto same = parse_mounting("forward=z,down=y");
    REQUIRE(one);
    REQUIRE(same);
    CHECK(one->pelvis_from_sensor.matrix().isApprox(same->pelvis_from_sensor.matrix(), 1e-12));
}

TEST_CASE("a mounting that does not fix an orientation is refused with an example") {
    for (const char* text : {"", "up=+x", "up=+x,down=-x", "up=+x,left=+x", "up=+w,left=+y",
                             "above=+x,left=+y", "up=+x;left=+y"}) {
        const auto mounting = parse_mounting(text);
        REQUIRE_FALSE(mounting);
        CHECK(mounting.error().kind == ErrorKind::usage);
        CHECK(mounting.error().sentence.find("up=+x,left=+y") != std::string::npos);
    }
    // As a device may say it.
    CHECK(parse_mounting("\n\x1b[2J").error().sentence.starts_with("mounting \"??[2J\" cannot be read"));
}
