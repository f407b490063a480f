#include "analysis/standing_observer.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using namespace sacrum;
using namespace sacrum::analysis;

namespace {

constexpr double kDegree = 0.017453292519943295;

// At rest, leaning by that much about the sensor's y axis.
OrientedSample resting(double lean_deg) {
    OrientedSample sample;
    sample.earth_from_sensor = Rotation<Earth, Sensor>::of(
        Eigen::Quaterniond(Eigen::AngleAxisd(lean_deg * kDegree, Eigen::Vector3d::UnitY())));
    sample.is_resting = sample.is_settled = true;
    return sample;
}

Eigen::Vector3d up_at(double lean_deg) { return up_in_sensor(resting(lean_deg)); }

void rest(RestPostures& postures, double lean_deg, int samples) {
    for (int i = 0; i < samples; ++i) postures.see(resting(lean_deg));
}

}  // namespace

TEST_CASE("what counts as standing is asked when the usual upright is known") {
    RestPostures postures;
    rest(postures, 90.0, 1000);  // on a table
    rest(postures, 3.0, 400);    // standing
    rest(postures, -40.0, 300);  // sitting
    rest(postures, 10.0, 100);   // standing otherwise
    const StandingObserver standing = postures.near(up_at(5.0));
    CHECK(standing.samples() == 500);
    CHECK(std::acos(standing.up().dot(up_at(4.4))) < 0.1 * kDegree);
    CHECK(standing.scatter() < 4.0 * kDegree);
    CHECK(postures.near(up_at(90.0)).samples() == 1000);
    CHECK(postures.near(up_at(180.0)).samples() == 0);
}

TEST_CASE("a sample that moves or is not settled is no posture") {
    RestPostures postures;
    OrientedSample moving = resting(0.0), unsettled = resting(0.0);
    moving.is_resting = false;
    unsettled.is_settled = false;
    postures.see(moving);
    postures.see(unsettled);
    CHECK(postures.near(up_at(0.0)).samples() == 0);
}

TEST_CASE("of many postures the one seen last longest ago is forgotten") {
    RestPostures postures;
    for (int k = 0; k < 8; ++k) rest(postures, 40.0 * k, 10);
    rest(postures, 0.0, 10);   // the first again
    rest(postures, 20.0, 10);  // a ninth takes the place of the second
    CHECK(postures.near(up_at(-5.0)).samples() == 20);
    CHECK(postures.near(up_at(52.0)).samples() == 0);
    CHECK(postures.near(up_at(92.0)).samples() == 10);
}
