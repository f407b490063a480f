#include "firmware_bridge/transport/tcp_transport.hpp"

#include <catch2/catch.hpp>

#include "tests/firmware_bridge/transport/internet_socket.hpp"
#include "tests/firmware_bridge/transport/session.hpp"
#include "tests/support/free_port.hpp"

namespace sacrum::firmware_bridge {

using namespace transport_tests;
using sacrum::tests::free_port;

namespace {

void open_tcp(Session& session, const std::string& target) {
    const auto parsed = parse_address("tcp://" + target);
    REQUIRE(parsed.has_value());
    session.begin(open_tcp_transport(session.io(), session.clock, *parsed, kShortPauses));
}

}  // namespace

TEST_CASE("a TCP device that closes and listens again is connected to again") {
    const auto port = free_port();
    InternetSocket server(SOCK_STREAM, "127.0.0.1", port);
    server.listen();
    Session session;
    open_tcp(session, "127.0.0.1:" + std::to_string(port));
    REQUIRE(session.until([&] { return session.is_up(); }));
    {
        const auto device = server.accept();
        device.send("before ");
        session.transport->send(bytes_of("hello"));
        std::string back;
        REQUIRE(session.until([&] { return (back += device.receive()) == "hello"; }));
        device.send("the loss ");
        server.shut();  // while it is down, connections are refused
    }
    REQUIRE(session.until([&] { return !session.is_up(); }));
    CHECK(session.text() == "before the loss ");
    CHECK(session.links.back().reason == "the device closed the connection");
    session.linger();
    CHECK_FALSE(session.end.has_value());
    const InternetSocket again(SOCK_STREAM, "127.0.0.1", port);
    again.listen();
    REQUIRE(session.until([&] { return session.is_up(); }));
    again.accept().send("after");
    CHECK(session.until([&] { return session.text() == "before the loss after"; }));
}

TEST_CASE("a TCP device that is not there at first ends the session with a remedy") {
    Session session;
    open_tcp(session, "127.0.0.1:" + std::to_string(free_port()));
    REQUIRE(session.until([&] { return session.end.has_value(); }));
    CHECK_THAT(session.end->error().sentence,
               Catch::StartsWith("tcp://127.0.0.1:") && Catch::Contains("nothing listens there"));
    Session unknown;
    open_tcp(unknown, "no-such-host.invalid:1");
    REQUIRE(unknown.until([&] { return unknown.end.has_value(); }));
    CHECK_THAT(unknown.end->error().sentence, Catch::Contains("there is no host of this name"));
}

TEST_CASE("a device connects to the TCP server, leaves and comes back") {
    const auto port = free_port();
    Session session;
    open_tcp(session, ":" + std::to_string(port));
    session.linger();
    CHECK(session.links.empty());
    {
        const InternetSocket device(SOCK_STREAM);
        device.connect_to(port);
        device.send("before ");
        REQUIRE(session.until([&] { return session.text() == "before "; }));
        session.transport->send(bytes_of("hello"));
        std::string back;
        REQUIRE(session.until([&] { return (back += device.receive()) == "hello"; }));
    }
    REQUIRE(session.until([&] { return !session.is_up(); }));
    const InternetSocket again(SOCK_STREAM);
    again.connect_to(port);
    again.send("after");
    REQUIRE(session.until([&] { return session.text() == "before after"; }));
    CHECK(session.links.size() == 3);
}

TEST_CASE("of a second connection the same host's replaces the first, another host's is turned away") {
    const auto port = free_port();
    Session session;
    open_tcp(session, ":" + std::to_string(port));
    const InternetSocket first(SOCK_STREAM);
    first.connect_to(port);
    REQUIRE(session.until([&] { return session.is_up(); }));

    const InternetSocket stranger(SOCK_STREAM, "127.0.0.2");
    stranger.connect_to(port);
    REQUIRE(session.until([&] { return !stranger.has_connection(); }));
    CHECK(session.links.size() == 1);

    const InternetSocket restarted(SOCK_STREAM);
    restarted.connect_to(port);
    REQUIRE(session.until([&] { return session.times_up() == 2; }));
    CHECK(session.links[1].reason == "the device connected anew");
    CHECK(session.until([&] { return !first.has_connection(); }));
    restarted.send("after");
    CHECK(session.until([&] { return session.text() == "after"; }));
}

TEST_CASE("a port that another program listens on is refused at once") {
    const InternetSocket other(SOCK_STREAM, "0.0.0.0");
    other.listen();
    Session session;
    open_tcp(session, ":" + std::to_string(other.port()));
    REQUIRE(session.end.has_value());
    CHECK_THAT(session.end->error().sentence, Catch::Contains("another program listens on this port"));
}

TEST_CASE("a TCP transport may be stopped from what it tells, and destroyed while it connects") {
    const InternetSocket server(SOCK_STREAM);
    server.listen();
    {
        Session session;
        open_tcp(session, "127.0.0.1:" + std::to_string(server.port()));
        session.on_arrival = [&] { session.transport->stop(); };
        REQUIRE(session.until([&] { return session.is_up(); }));
        const auto device = server.accept();
        device.send("one");
        REQUIRE(session.until([&] { return !session.arrivals.empty(); }));
        REQUIRE(session.until([&] { return !device.has_connection(); }));
        CHECK(session.links.size() == 1);
    }
    Session session;
    open_tcp(session, "127.0.0.1:" + std::to_string(server.port()));
    session.until([&] { return true; });
    session.transport.reset();
    session.linger();
    CHECK(session.links.empty());
}

}  // namespace sacrum::firmware_bridge
