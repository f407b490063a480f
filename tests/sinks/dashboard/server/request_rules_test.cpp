#include "sinks/dashboard/server/request_rules.hpp"

#include <catch2/catch.hpp>

using namespace sacrum::sinks;

TEST_CASE("the page's own addresses are its hosts, with its port") {
    CHECK(is_own_host("127.0.0.1:8600", 8600));
    CHECK(is_own_host("localhost:8600", 8600));
    CHECK_FALSE(is_own_host("127.0.0.1:8601", 8600));
    CHECK_FALSE(is_own_host("127.0.0.1", 8600));
    CHECK_FALSE(is_own_host("", 8600));
}

TEST_CASE("a name that merely points here is a foreign host") {
    CHECK_FALSE(is_own_host("rebound.example:8600", 8600));
    CHECK_FALSE(is_own_host("127.0.0.1:8600.example", 8600));
    CHECK_FALSE(is_own_host("x127.0.0.1:8600", 8600));
}

TEST_CASE("only the page itself is its origin") {
    CHECK(is_own_origin("http://127.0.0.1:8600", 8600));
    CHECK_FALSE(is_own_origin("https://127.0.0.1:8600", 8600));
    CHECK_FALSE(is_own_origin("http://127.0.0.1:3000", 8600));
    CHECK_FALSE(is_own_origin("http://evil.example", 8600));
    CHECK_FALSE(is_own_origin("null", 8600));
    CHECK_FALSE(is_own_origin("", 8600));
}
