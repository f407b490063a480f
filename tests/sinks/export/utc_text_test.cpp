#include "sinks/export/utc_text.hpp"

#include <catch2/catch.hpp>

using namespace sacrum::sinks;

TEST_CASE("a moment is read as it is written, a day alone is its noon") {
    for (const char* text : {"1678-01-01T00:00:00Z", "1925-07-09T08:07:06Z", "2261-12-31T23:59:59Z"}) {
        const auto moment = moment_of(text);
        REQUIRE(moment);
        CHECK(utc_text(*moment) == text);
    }
    CHECK(utc_text(*moment_of("2026-03-01")) == "2026-03-01T12:00:00Z");
    CHECK(utc_text(*moment_of("2026-03-01T09:30")) == "2026-03-01T09:30:00Z");
}

TEST_CASE("what is no day, or one that the clock does not hold, is no moment") {
    for (const char* text :
         {"", "2026", "2026-02-30", "2026-03-01 09:30", "2026-03-01T24:00",
          "2026-03-01T09:30:", "2026-03-01x", "1677-12-31", "2262-01-01", "0001-01-01", "9999-12-31"}) {
        INFO(text);
        CHECK_FALSE(moment_of(text));
    }
}
