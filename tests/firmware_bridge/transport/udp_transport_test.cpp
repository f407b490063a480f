#include "firmware_bridge/transport/udp_transport.hpp"

#include <catch2/catch.hpp>
#include <thread>

#include "tests/firmware_bridge/transport/internet_socket.hpp"
#include "tests/firmware_bridge/transport/session.hpp"
#include "tests/support/free_port.hpp"

namespace sacrum::firmware_bridge {

using namespace transport_tests;
using sacrum::tests::free_port;

namespace {

void open_udp(Session& session, const std::string& target) {
    const auto parsed = parse_address("udp://" + target);
    REQUIRE(parsed.has_value());
    session.begin(open_udp_transport(session.io(), session.clock, *parsed));
}

}  // namespace

TEST_CASE("a datagram is one arrival, and an answer goes to whoever sent last") {
    const auto port = free_port();
    Session session;
    open_udp(session, ":" + std::to_string(port));
    session.transport->send(bytes_of("nobody is there"));
    const InternetSocket one(SOCK_DGRAM), two(SOCK_DGRAM);
    one.connect_to(port);
    two.connect_to(port);
    one.send("first");
    one.send("second");
    REQUIRE(session.until([&] { return session.arrivals.size() == 2; }));
    CHECK(session.arrivals[0].bytes == "first");
    CHECK(session.arrivals[1].bytes == "second");
    CHECK(session.links.size() == 1);
    two.send("third");
    REQUIRE(session.until([&] { return session.arrivals.size() == 3; }));
    session.transport->send(bytes_of("answer"));
    CHECK(session.until([&] { return two.receive() == "answer"; }));
    CHECK(one.receive().empty());
}

TEST_CASE("a silent UDP device counts as lost until it sends again") {
    const auto port = free_port();
    Session session;
    open_udp(session, "127.0.0.1:" + std::to_string(port) + "?silence_s=0.1");
    {
        const InternetSocket device(SOCK_DGRAM);
        device.connect_to(port);
        device.send("before ");
        REQUIRE(session.until([&] { return session.is_up(); }));
        session.transport->send(bytes_of("x"));
    }
    session.transport->send(bytes_of("to a closed port"));
    REQUIRE(session.until([&] { return !session.is_up(); }));
    CHECK(session.links.back().reason == "nothing came for 0.1 s");
    const InternetSocket device(SOCK_DGRAM);
    device.connect_to(port);
    device.send("after");
    CHECK(session.until([&] { return session.text() == "before after"; }));
    CHECK(session.times_up() == 2);
}

TEST_CASE("a program that was held up itself does not take that for silence of the device") {
    const auto port = free_port();
    Session session;
    open_udp(session, "127.0.0.1:" + std::to_string(port) + "?silence_s=0.1");
    const InternetSocket device(SOCK_DGRAM);
    device.connect_to(port);
    device.send("before ");
    REQUIRE(session.until([&] { return session.is_up(); }));
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    device.send("meanwhile");
    REQUIRE(session.until([&] { return session.text() == "before meanwhile"; }));
    CHECK(session.times_up() == 1);
}

TEST_CASE("a UDP port that is taken, and a host that is not this machine, are refused at once") {
    const InternetSocket other(SOCK_DGRAM, "0.0.0.0");
    Session taken;
    open_udp(taken, ":" + std::to_string(other.port()));
    REQUIRE(taken.end.has_value());
    CHECK_THAT(taken.end->error().sentence, Catch::Contains("this port cannot be opened"));
    Session named;
    open_udp(named, "imu.local:9000");
    REQUIRE(named.end.has_value());
    CHECK_THAT(named.end->error().sentence, Catch::Contains("say udp://:9000"));
}

}  // namespace sacrum::firmware_bridge
