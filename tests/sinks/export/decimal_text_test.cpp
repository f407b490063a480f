#include "sinks/export/decimal_text.hpp"

#include <catch2/catch.hpp>
#include <limits>

using sacrum::sinks::decimal;

TEST_CASE("decimals are rounded to nearest and never written as minus zero") {
    CHECK(decimal(1.25, 1) == "1.3");
    CHECK(decimal(-1.25, 1) == "-1.3");
    CHECK(decimal(0.0499, 1) == "0.0");
    CHECK(decimal(-0.0499, 1) == "0.0");
    CHECK(decimal(7.0, 0) == "7");
    CHECK(decimal(0.05, 3) == "0.050");
    CHECK(decimal(-0.001, 3) == "-0.001");
    CHECK(decimal(12345.678, 2) == "12345.68");
}

TEST_CASE("numbers too large for exact scaling are still written in full") {
    CHECK(decimal(1e18, 2) == "1000000000000000000.00");
}

TEST_CASE("what is not a finite number has no text") {
    CHECK(decimal(std::numeric_limits<double>::quiet_NaN(), 2).empty());
    CHECK(decimal(std::numeric_limits<double>::infinity(), 2).empty());
}

TEST_CASE("seconds keep the microsecond of the exact clock, before zero as well") {
    using namespace std::chrono_literals;
    const auto text = [](sacrum::Duration since_start) {
        std::string out;
        sacrum::sinks::append_seconds(out, sacrum::SessionTime(since_start));
        return out;
    };
    CHECK(text(1'234'567'890ns) == "1.234568");
    CHECK(text(-1'500'000ns) == "-0.001500");
    CHECK(text(3600s) == "3600.000000");
}
