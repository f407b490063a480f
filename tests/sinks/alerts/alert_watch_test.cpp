#include "sinks/alerts/alert_watch.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace sacrum;
using namespace sacrum::sinks;
using namespace std::chrono_literals;

namespace {

// One letter a look, a second apart: A, B, W for the place, small while no signal falls due; "." is not seen.
std::string watched(AlertWatch& watch, const std::vector<std::optional<double>>& values,
                    bool is_given = true) {
    std::string letters;
    SessionTime now{};
    for (const auto& value : values) {
        now += 1s;
        if (!value) {
            watch.lose();
            letters += '.';
            continue;
        }
        const auto verdict = watch.see(now, *value, now, is_given);
        const char letter = verdict.place == proto::Alert::ABOVE   ? 'a'
                            : verdict.place == proto::Alert::BELOW ? 'b'
                                                                   : 'w';
        letters += char(verdict.is_due ? letter - 32 : letter);
    }
    return letters;
}

AlertWatch watch_of(const AlertWatch::Params& params, AlertBand band = {.low = {}, .high = 8.0}) {
    AlertWatch watch(params);
    watch.set_band(band);
    return watch;
}

const std::vector<std::optional<double>> kChatter = {7.9, 8.1, 7.9, 8.1, 7.9, 8.1, 7.0, 8.1};

}  // namespace

TEST_CASE("without hysteresis a measure that chatters about its limit crosses it each time") {
    auto watch = watch_of({});
    CHECK(watched(watch, kChatter) == "wAwAwAwA");
}

TEST_CASE("with hysteresis it is back only when it is well inside") {
    auto watch = watch_of({.hysteresis = 0.5, .dwell = 100s});
    CHECK(watched(watch, kChatter) == "waaaaawa");
}

TEST_CASE("the limit itself is within") {
    auto watch = watch_of({}, {.low = 2.0, .high = 8.0});
    CHECK(watched(watch, {8.0, 2.0, 8.000001, 1.999999}) == "wwAB");
}

TEST_CASE("a signal falls due only once it has stayed outside for the dwell time, which a return restarts") {
    auto watch = watch_of({.dwell = 3s, .refractory = 100s});
    CHECK(watched(watch, {9.0, 9.0, 9.0, 7.0, 9.0, 9.0, 9.0, 9.0, 9.0}) == "aaawaaaAa");
}

TEST_CASE("from one side of the band to the other the dwell time begins anew") {
    auto watch = watch_of({.dwell = 2s, .refractory = 1s}, {.low = 2.0, .high = 8.0});
    CHECK(watched(watch, {9.0, 9.0, 1.0, 1.0, 1.0}) == "aabbB");
}

TEST_CASE("signals repeat every refractory time while it stays outside, and no sooner after a return") {
    auto watch = watch_of({.refractory = 3s});
    CHECK(watched(watch, {9.0, 9.0, 9.0, 9.0, 7.0, 9.0, 9.0, 9.0}) == "AaaAwaAa");
}

TEST_CASE(
    "where feedback is withdrawn a signal that falls due is not given, and is given as soon as it is back") {
    auto watch = watch_of({.refractory = 3s});
    SessionTime now{};
    std::string signals;
    for (const bool is_given : {false, false, false, false, true, true}) {
        now += 1s;
        const auto verdict = watch.see(now, 9.0, now, is_given);
        signals += verdict.is_signalled ? '!' : verdict.is_due ? '-' : ' ';
    }
    CHECK(signals == "-  -! ");
}

TEST_CASE("what was not seen counts neither as outside nor as a return") {
    auto watch = watch_of({.hysteresis = 0.5, .dwell = 3s});
    CHECK(watched(watch, {9.0, 9.0, 9.0, {}, 7.8, 7.8, 7.8, 7.8}) == "aaa.aaaA");
    CHECK_FALSE(watch_of({}).lose());
}

TEST_CASE("an end of the band that is no fault is said and never signalled") {
    auto watch = watch_of({}, {.low = 2.0, .high = 8.0, .signals_below = false});
    CHECK(watched(watch, {1.0, 1.0, 9.0}) == "bbA");
}

TEST_CASE("hysteresis never takes more than a quarter of the band, so that there is a way back") {
    auto watch = watch_of({.hysteresis = 50.0}, {.low = 4.0, .high = 8.0});
    CHECK(watched(watch, {9.0, 7.1, 6.9}) == "AAw");
}
