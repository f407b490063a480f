#include "sinks/export/decimal_text.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <charconv>
#include <cmath>
#include <limits>
#include <random>
#include <string>

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

TEST_CASE("the shortest text is the library's, of numbers with few decimals and of any") {
    std::mt19937_64 random(5);
    std::uniform_real_distribution<double> exponent(-9.0, 12.0);
    const auto check = [](double number) {
        std::string text;
        sacrum::sinks::append_shortest(text, number);
        std::array<char, 40> shortest{};
        const auto end = std::to_chars(shortest.data(), shortest.data() + shortest.size(), number).ptr;
        if (text != std::string(shortest.data(), end)) FAIL_CHECK(text << " is not the shortest");
    };
    for (const double number :
         {0.0, -0.0, 0.001, 0.0009, 1e5, 99999.999999, 100.0, 10000.0, -5000.0, 0.5, 1e-6})
        check(number);
    for (int i = 0; i < 200000; ++i) {
        const double number = std::pow(10.0, exponent(random)) * (i % 2 == 0 ? 1.0 : -1.0);
        check(number);
        for (const double unit : {1e6, 1e3, 1.0}) check(std::round(number * unit) / unit);
        check(std::nextafter(std::round(number * 1e6) / 1e6, 1e9));
    }
}
