#include "firmware_bridge/import/participants_table.hpp"

#include <catch2/catch.hpp>

using namespace sacrum;
using namespace sacrum::firmware_bridge;

TEST_CASE("people of BIDS are found with sub- and without, and n/a is absent") {
    const auto table =
        parse_participants("participant_id\tmass_kg\tsex\nsub-01\t34\tn/a\r\nsub-02\t\tF\n\n", "p.tsv");
    REQUIRE(table);
    CHECK(table->columns == std::vector<std::string>{"mass_kg", "sex"});
    CHECK(table->of("sub-01") == std::vector<std::string>{"34", ""});
    CHECK(table->of("02") == std::vector<std::string>{"", "F"});
    CHECK(table->of("sub-03") == std::vector<std::string>{"", ""});
}

TEST_CASE("a spreadsheet's CSV of people is read, whatever column says who it is") {
    const auto table = parse_participants("\xEF\xBB\xBFgroup,participant_id\n\"a, b\",anna\n", "p.csv");
    REQUIRE(table);
    CHECK(table->of("anna") == std::vector<std::string>{"a, b"});
}

TEST_CASE("a table of people that cannot be joined is refused with its line") {
    const auto refused = [](std::string_view text) {
        const auto table = parse_participants(text, "p.csv");
        REQUIRE_FALSE(table);
        return table.error().sentence;
    };
    CHECK(refused("name,age\n").find("p.csv: has no column participant_id") == 0);
    CHECK(refused("participant_id,age\n1,2\n1\n").find("p.csv:3: 1 cells") == 0);
    CHECK(refused("participant_id,age\n1,2\nsub-1,2\n").find("p.csv:3: 1 has a row already") == 0);
    CHECK(refused("participant_id,age,age\n").find("same name") != std::string::npos);
    CHECK(refused("participant_id,age,participant_id\n").find("same name") != std::string::npos);
    CHECK(refused("participant_id,age\n1,2\nsub-,3\n").find("p.csv:3: says not who it is of") == 0);
    CHECK(refused("participant_id,age\nn/a,3\n").find("p.csv:2: says not who it is of") == 0);
}
