#include "dsp/offline_orientation.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <vector>

#include "tests/dsp/synthetic_motion.hpp"

namespace sacrum::dsp {
namespace {

using namespace synthetic;

const OrientationParams kParams{.rate = 200.0_Hz};

Motion biased_gait(double duration) {
    Motion motion = gait();
    motion.duration = duration;
    motion.bias = Eigen::Vector3d(0.5, -0.5, 0.5) * radians_from_degrees(1.0);
    return motion;
}

TEST_CASE("with the future known a start in mid-gait is right from its first sample") {
    const Motion motion = biased_gait(60.0);
    CHECK(worst_error(orient_offline(readings(motion), kParams), motion) < 0.05);
}

TEST_CASE("a cut of three seconds is still right to a degree") {
    const Motion motion = biased_gait(3.0);
    CHECK(worst_error(orient_offline(readings(motion), kParams), motion) < 1.0);
}

TEST_CASE("offline, starting and stopping to walk tilts the estimate by less than 0.3 degrees") {
    const Motion motion = start_and_stop();
    CHECK(worst_error(orient_offline(readings(motion), kParams), motion) < 0.3);
}

TEST_CASE("rest is known from its beginning, not only after the detector's time") {
    Motion motion;
    motion.duration = 5.0;
    CHECK(orient_offline(readings(motion), kParams).front().is_resting);
}

TEST_CASE("a long gap splits the recording and both parts are right") {
    const Motion motion = biased_gait(60.0);
    auto samples = readings(motion);
    samples.erase(samples.begin() + 4000, samples.begin() + 5000);
    const auto out = orient_offline(samples, kParams);
    REQUIRE(out.size() == samples.size());
    CHECK(worst_error(out, motion) < 0.1);
}

TEST_CASE("piece by piece, attitude and rest are those of the whole, also over a long gap") {
    Motion motion = biased_gait(150.0);
    auto samples = readings(motion);
    samples.erase(samples.begin() + 20000, samples.begin() + 21000);
    const auto whole = orient_offline(samples, kParams);
    OfflineOrientation orientation(
        samples,
        {.orientation = kParams, .piece = std::chrono::seconds(20), .ahead = std::chrono::seconds(30)});
    std::vector<OrientedSample> pieces;
    std::size_t count = 0;
    for (std::span<const OrientedSample> piece; !(piece = orientation.next(pieces)).empty(); ++count)
        CHECK(piece.size() <= 10001);  // the last of a stretch holds what was in view
    CHECK(count >= 5);
    REQUIRE(pieces.size() == whole.size());
    double farthest = 0.0;
    std::size_t different = 0;
    for (std::size_t i = 0; i < whole.size(); ++i) {
        farthest = std::max(farthest, pieces[i].earth_from_sensor.quaternion().angularDistance(
                                          whole[i].earth_from_sensor.quaternion()));
        different += pieces[i].time != whole[i].time || pieces[i].is_resting != whole[i].is_resting ||
                     pieces[i].is_settled != whole[i].is_settled;
    }
    CHECK(different == 0);
    CHECK(degrees_from_radians(farthest) < 0.1);  // with half a minute in view and a large bias
}

TEST_CASE("empty and tiny recordings give one result per sample and no nonsense") {
    CHECK(orient_offline({}, kParams).empty());
    for (const std::size_t n : {1u, 2u, 5u, 30u}) {
        auto samples = readings(gait());
        samples.resize(n);
        const auto out = orient_offline(samples, kParams);
        REQUIRE(out.size() == n);
        for (const OrientedSample& sample : out) {
            CHECK(sample.earth_from_sensor.quaternion().coeffs().allFinite());
            CHECK_FALSE(sample.is_settled);
        }
    }
}

}  // namespace
}  // namespace sacrum::dsp
