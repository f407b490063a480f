#include "domain/utf8.hpp"

#include <catch2/catch.hpp>

using namespace sacrum;

TEST_CASE("well-formed text stays as it is, and what is no character becomes a question mark") {
    CHECK(well_formed("") == "");
    CHECK(well_formed("Müller 5°, 走る, 𝄞") == "Müller 5°, 走る, 𝄞");
    CHECK(well_formed("a\xFFz") == "a?z");
    CHECK(well_formed("cut \xE8\xB5") == "cut ??");
    CHECK(well_formed("\xC0\xAF") == "??");            // longer than it need be
    CHECK(well_formed("\xED\xA0\x80") == "???");       // half of a pair of UTF-16
    CHECK(well_formed("\xF4\x90\x80\x80") == "????");  // beyond the last character
}
