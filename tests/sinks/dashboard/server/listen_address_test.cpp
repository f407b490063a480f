#include "sinks/dashboard/server/listen_address.hpp"

#include <catch2/catch.hpp>

using namespace sacrum;
using namespace sacrum::sinks;

TEST_CASE("an address to listen on is a number, perhaps with a port") {
    auto listen = parse_listen_address("192.168.1.5");
    REQUIRE(listen);
    CHECK(listen->address == "192.168.1.5");
    CHECK_FALSE(listen->port);
    CHECK_FALSE(listen->is_loopback);
    listen = parse_listen_address("0.0.0.0:8601");
    REQUIRE(listen);
    CHECK(listen->port == 8601);
    CHECK(listen->is_any);
    listen = parse_listen_address("[::]:8601");
    REQUIRE(listen);
    CHECK(listen->is_any);
    CHECK(listen->address == "::");
    CHECK(listen->port == 8601);
    listen = parse_listen_address("fd00::2");
    REQUIRE(listen);
    CHECK(listen->address == "fd00::2");
    CHECK_FALSE(listen->port);
    listen = parse_listen_address("[fd00::2]");
    REQUIRE(listen);
    CHECK(listen->address == "fd00::2");
}

TEST_CASE("all of 127 and ::1 are of this machine alone") {
    for (const char* text : {"127.0.0.1", "127.0.0.2:9000", "[::1]:8600", "::1"}) {
        INFO(text);
        const auto listen = parse_listen_address(text);
        REQUIRE(listen);
        CHECK(listen->is_loopback);
    }
}

TEST_CASE("what is no address is refused with what is one") {
    for (const char* text :
         {"", ":8600", "localhost", "192.168.1.5:", "192.168.1.5:x", "192.168.1.5:70000", "192.168.1",
          "[::", "[::]8600", "[]:1", "1.2.3.4:5:6", "fe80::1%", "[fe80::1%no-such]:80", "http://1.2.3.4"}) {
        INFO(text);
        const auto listen = parse_listen_address(text);
        REQUIRE_FALSE(listen);
        CHECK(listen.error().sentence.find("give one as in 192.168.1.5") != std::string::npos);
    }
    using namespace std::string_view_literals;
    CHECK_FALSE(parse_listen_address("127.0.0.1\0.example"sv));
}

TEST_CASE("an address that a browser opens has IPv6 in brackets") {
    CHECK(page_address("192.168.1.5", 8600) == "http://192.168.1.5:8600");
    CHECK(page_address("fd00::2", 8600) == "http://[fd00::2]:8600");
}
