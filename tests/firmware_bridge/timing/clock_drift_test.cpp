#include "firmware_bridge/timing/clock_drift.hpp"

#include <catch2/catch.hpp>
#include <random>

namespace sacrum::firmware_bridge {
namespace {

using namespace std::chrono_literals;

// A 200 Hz device whose second is `ppm` longer than the host's; arrivals in bunches of 11 with an exponential
// delay of 4 ms behind the shortest way, and a stall of a second each half minute.
ClockDrift followed(double ppm, Duration duration, Duration start = 0s) {
    std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same arrivals each time
    std::exponential_distribution<double> delay(1.0 / 4e-3);
    ClockDrift drift;
    const int samples = int(in_seconds(duration) * 200.0);
    for (int i = 0; i < samples; i += 11) {
        const double sent = double(i + 10) / 200.0;
        double arrival = sent * (1.0 + ppm * 1e-6) + 3e-3 + delay(random);
        if (std::fmod(sent, 30.0) > 29.0) arrival = std::ceil(sent) + 3e-3;
        for (int k = 0; k < 11; ++k)
            drift.push(start + duration_from_seconds(double(i + k) / 200.0),
                       start + duration_from_seconds(arrival));
    }
    return drift;
}

TEST_CASE("a clock that is 100 ppm fast or slow is found within 3 ppm in two minutes") {
    for (const double ppm : {-100.0, 0.0, 100.0}) {
        const auto estimate = followed(ppm, 120s).estimate();
        REQUIRE(estimate);
        CHECK(estimate->ppm == Approx(ppm).margin(3.0));
        CHECK(estimate->uncertainty_ppm < 40.0);
        CHECK(std::abs(estimate->ppm - ppm) <= estimate->uncertainty_ppm);
    }
}

TEST_CASE("an hour is followed in the window of its last ten minutes, far from zero") {
    const auto estimate = followed(-80.0, 3600s, 1000h).estimate();
    REQUIRE(estimate);
    CHECK(estimate->ppm == Approx(-80.0).margin(2.0));
}

TEST_CASE("an arrival becomes device time less the shortest delay, whatever the other delays were") {
    const ClockDrift drift = followed(100.0, 120s);
    const auto time = drift.device_time_of(duration_from_seconds(119.0 * (1.0 + 100e-6) + 3e-3));
    REQUIRE(time);
    CHECK(in_seconds(*time) == Approx(119.0).margin(1e-3));
}

TEST_CASE("nothing is said of the drift in the first seconds, and nothing at all before the first sample") {
    CHECK_FALSE(ClockDrift().device_time_of(1s));
    const ClockDrift drift = followed(100.0, 5s);
    CHECK_FALSE(drift.estimate());
    CHECK(drift.device_time_of(4s));
}

}  // namespace
}  // namespace sacrum::firmware_bridge
