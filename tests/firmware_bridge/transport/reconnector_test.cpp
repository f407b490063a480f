#include "firmware_bridge/transport/reconnector.hpp"

#include <catch2/catch.hpp>

#include "tests/firmware_bridge/transport/session.hpp"

namespace sacrum::firmware_bridge {

using namespace transport_tests;

namespace {

using std::chrono::milliseconds;

constexpr ReconnectPauses kPauses{.first = milliseconds(20), .longest = milliseconds(80)};

}  // namespace

TEST_CASE("pauses double to the longest") {
    Session session;
    Reconnector link(session.io(), session.clock, kPauses);
    std::vector<ArrivalTime> attempts;
    link.start(session, [&] {
        attempts.push_back(session.clock.now());
        if (attempts.size() == 1) link.up();
        link.lost("gone");
    });
    REQUIRE(session.until([&] { return attempts.size() == 7; }));
    const std::vector<Duration> least = {milliseconds(20), milliseconds(40), milliseconds(80),
                                         milliseconds(80), milliseconds(80), milliseconds(20)};
    for (std::size_t i = 0; i < least.size(); ++i) {
        INFO(i);
        CHECK(attempts[i + 1] - attempts[i] >= least[i]);
    }
    // The sum of the pauses before it is 300 ms; anew must be far less than the longest pause again and
    // again.
    REQUIRE(session.links.size() == 2);
    CHECK(session.links[1].reason == "gone");
    link.stop();
}

TEST_CASE("bytes begin the pauses anew") {
    Session session;
    // Without that, the last of these attempts would come after 400 s, past the limit of until().
    Reconnector link(session.io(), session.clock,
                     {.first = milliseconds(50), .longest = std::chrono::hours(1)});
    int attempts = 0;
    link.start(session, [&] {
        ++attempts;
        link.up();
        link.bytes(0, bytes_of("x"));
        link.lost("gone");
    });
    CHECK(session.until([&] { return attempts == 13; }));
    link.stop();
}

TEST_CASE("the first attempt's failure is the end, a later one is waited out") {
    Session session;
    Reconnector link(session.io(), session.clock, kPauses);
    int attempts = 0;
    const bool comes_up = GENERATE(false, true);
    link.start(session, [&] {
        if (++attempts == 1 && comes_up) {
            link.up();
            return link.lost("gone");
        }
        link.failed({.kind = ErrorKind::input, .sentence = "no such port"});
    });
    if (comes_up) {
        REQUIRE(session.until([&] { return attempts == 4; }));
        CHECK_FALSE(session.end.has_value());
        CHECK(session.links.size() == 2);
    } else {
        REQUIRE(session.until([&] { return session.end.has_value(); }));
        session.linger();
        CHECK(attempts == 1);
        CHECK(session.end->error().sentence == "no such port");
    }
    link.stop();
}

TEST_CASE("nothing is heard and nothing attempted after stop") {
    Session session;
    Reconnector link(session.io(), session.clock, kPauses);
    int attempts = 0;
    link.start(session, [&] {
        ++attempts;
        link.up();
        link.stop();
        link.bytes(0, bytes_of("x"));
        link.lost("gone");
    });
    REQUIRE(session.until([&] { return attempts == 1; }));
    session.linger();
    CHECK(attempts == 1);
    CHECK(session.arrivals.empty());
    CHECK(session.links.size() == 1);
}

}  // namespace sacrum::firmware_bridge
