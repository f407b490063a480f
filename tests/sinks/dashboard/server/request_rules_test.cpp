#include "sinks/dashboard/server/request_rules.hpp"

#include <catch2/catch.hpp>

using namespace sacrum::sinks;

namespace {

const std::string kNames[] = {"127.0.0.1", "localhost", "[::1]"};

}  // namespace

TEST_CASE("the page's own addresses are its hosts, with its port") {
    CHECK(is_own_host("127.0.0.1:8600", kNames, 8600));
    CHECK(is_own_host("localhost:8600", kNames, 8600));
    CHECK(is_own_host("[::1]:8600", kNames, 8600));
    CHECK_FALSE(is_own_host("127.0.0.1:8601", kNames, 8600));
    CHECK_FALSE(is_own_host("127.0.0.1", kNames, 8600));
    CHECK_FALSE(is_own_host("", kNames, 8600));
    CHECK_FALSE(is_own_host("127.0.0.1:8600", {}, 8600));
}

TEST_CASE("browsers leave port 80 out") {
    CHECK(is_own_host("127.0.0.1", kNames, 80));
    CHECK(is_own_origin("http://127.0.0.1", kNames, 80));
}

TEST_CASE("a name that merely points here is a foreign host") {
    CHECK_FALSE(is_own_host("rebound.example:8600", kNames, 8600));
    CHECK_FALSE(is_own_host("127.0.0.1:8600.example", kNames, 8600));
    CHECK_FALSE(is_own_host("x127.0.0.1:8600", kNames, 8600));
}

TEST_CASE("only the page itself is its origin") {
    CHECK(is_own_origin("http://127.0.0.1:8600", kNames, 8600));
    CHECK_FALSE(is_own_origin("https://127.0.0.1:8600", kNames, 8600));
    CHECK_FALSE(is_own_origin("http://127.0.0.1:3000", kNames, 8600));
    CHECK_FALSE(is_own_origin("http://evil.example", kNames, 8600));
    CHECK_FALSE(is_own_origin("null", kNames, 8600));
    CHECK_FALSE(is_own_origin("", kNames, 8600));
}

TEST_CASE("a cookie is found by its whole name") {
    CHECK(cookie_in("sacrum-8600=ab", "sacrum-8600") == "ab");
    CHECK(cookie_in("a=1; sacrum-8600=ab; b=2", "sacrum-8600") == "ab");
    CHECK(cookie_in("sacrum-8600=", "sacrum-8600") == "");
    CHECK_FALSE(cookie_in("xsacrum-8600=ab; sacrum-86001=cd", "sacrum-8600"));
    CHECK_FALSE(cookie_in("sacrum-8600", "sacrum-8600"));
    CHECK_FALSE(cookie_in("", "sacrum-8600"));
    CHECK_FALSE(cookie_in(";;; ", "sacrum-8600"));
}
