#include "dsp/kept_orientation.hpp"

#include <catch2/catch.hpp>

#include "dsp/offline_orientation.hpp"
#include "samples/simulate.hpp"

using namespace sacrum;
using namespace sacrum::dsp;

TEST_CASE("an orientation that was kept comes again, piece by piece, to a hundred thousandth of a degree") {
    const auto simulation = samples::simulate(
        {.mode = GaitMode::running, .speed_mps = 3.0, .duration = std::chrono::seconds(40), .seed = 4},
        samples::default_faults());
    REQUIRE(simulation);
    const auto& samples = simulation->recording.samples;
    const OrientationParams params{.rate = simulation->recording.rate};
    OfflineOrientation offline(
        samples,
        {.orientation = params, .piece = std::chrono::seconds(10), .ahead = std::chrono::seconds(5)});
    KeptOrientation kept(samples, params);
    std::vector<std::vector<OrientedSample>> pieces;
    for (std::vector<OrientedSample> piece; !offline.next(piece).empty(); piece.clear()) {
        kept.keep(piece);
        pieces.push_back(piece);
    }
    REQUIRE(pieces.size() > 2);
    std::vector<OrientedSample> all;
    for (const auto& piece : pieces) {
        const auto again = kept.next(all);
        REQUIRE(again.size() == piece.size());
        double attitude = 0.0, reading = 0.0, rate = 0.0;
        bool is_same = true;
        for (std::size_t i = 0; i < piece.size(); ++i) {
            const OrientedSample &a = piece[i], &b = again[i];
            attitude = std::max(
                attitude, a.earth_from_sensor.quaternion().angularDistance(b.earth_from_sensor.quaternion()));
            reading = std::max(reading, a.earth_from_reading.quaternion().angularDistance(
                                            b.earth_from_reading.quaternion()));
            rate = std::max(rate, (a.angular_rate.si() - b.angular_rate.si()).norm());
            is_same = is_same && a.time == b.time && a.gap_before == b.gap_before &&
                      a.is_resting == b.is_resting && a.is_settled == b.is_settled &&
                      a.specific_force.si() == b.specific_force.si();
        }
        CHECK(attitude < 5e-7);
        CHECK(reading < 5e-7);
        CHECK(rate < 3e-6);  // what the bias changes by within sixteen samples
        CHECK(is_same);
    }
    CHECK(kept.next(all).empty());
}
