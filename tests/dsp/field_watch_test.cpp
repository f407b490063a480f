#include "dsp/field_watch.hpp"

#include <catch2/catch.hpp>
#include <cmath>

namespace sacrum::dsp {
namespace {

constexpr double kInterval = 0.01;  // s
constexpr double kTurning = 1.0;    // rad/s
constexpr FieldReading kClean{.norm = 50.0, .dip = 1.1, .north = 0.0};

// The last of what it says.
bool push_for(FieldWatch& watch, double seconds, const FieldReading& reading, double rate = kTurning) {
    bool is_disturbed = true;
    for (int i = 0; i < std::lround(seconds / kInterval); ++i)
        is_disturbed = watch.push(reading, rate, kInterval);
    return is_disturbed;
}

FieldReading stronger(double factor) {
    return {.norm = factor * kClean.norm, .dip = kClean.dip, .north = kClean.north};
}
FieldReading steeper(double degrees) {
    return {.norm = kClean.norm, .dip = kClean.dip + radians_from_degrees(degrees), .north = kClean.north};
}

FieldWatch knowing() {
    FieldWatch watch(MagneticParams{});
    CHECK_FALSE(push_for(watch, 6.0, kClean));
    return watch;
}

TEST_CASE("a field is trusted after five seconds of turning in it, not before and not while still") {
    FieldWatch watch(MagneticParams{});
    CHECK(push_for(watch, 4.9, kClean));
    CHECK_FALSE(push_for(watch, 0.2, kClean));
    FieldWatch still(MagneticParams{});
    CHECK(push_for(still, 60.0, kClean, 0.1));
}

TEST_CASE("a tenth more strength or ten degrees more dip are a disturbance, a little less is none") {
    for (const FieldReading& reading : {stronger(1.12), stronger(0.88), steeper(11.0), steeper(-11.0)}) {
        FieldWatch watch = knowing();
        CHECK(push_for(watch, 1.0, reading));
    }
    for (const FieldReading& reading : {stronger(1.08), stronger(0.92), steeper(9.0), steeper(-9.0)}) {
        FieldWatch watch = knowing();
        CHECK_FALSE(push_for(watch, 1.0, reading));
    }
}

TEST_CASE("a strong disturbance is noticed within 50 ms and over half a second after it ended") {
    FieldWatch watch = knowing();
    CHECK(push_for(watch, 0.05, stronger(1.4)));
    CHECK(push_for(watch, 3.0, stronger(1.4)));
    CHECK(push_for(watch, 0.5, kClean));
    CHECK_FALSE(push_for(watch, 0.3, kClean));
}

TEST_CASE("one wild reading is smoothed away") {
    FieldWatch watch = knowing();
    CHECK_FALSE(watch.push(stronger(1.4), kTurning, kInterval));
}

TEST_CASE("another field becomes the reference after twenty seconds of turning in it") {
    FieldWatch watch = knowing();
    CHECK(push_for(watch, 19.9, stronger(1.4)));
    CHECK_FALSE(push_for(watch, 0.5, stronger(1.4)));
    CHECK(push_for(watch, 1.0, kClean));
}

TEST_CASE("the reference follows a slow drift") {
    FieldWatch watch = knowing();
    for (int i = 0; i < 20000; ++i)
        REQUIRE_FALSE(watch.push(stronger(1.0 + 0.4 * i / 20000.0), kTurning, kInterval));
}

}  // namespace
}  // namespace sacrum::dsp
