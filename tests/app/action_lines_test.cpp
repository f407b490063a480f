#include "app/action_lines.hpp"

#include <catch2/catch.hpp>

namespace sacrum::app {

TEST_CASE("a line is an action of the command line, or of whom it names") {
    const auto swap = parse_action_line(R"({"swap_sides":{}})");
    REQUIRE(swap);
    CHECK(swap->has_swap_sides());
    CHECK(swap->author() == "command line");
    const auto note = parse_action_line(R"({"author":"foot switch","note":{"kind":"pain","number":3}})");
    REQUIRE(note);
    CHECK(note->author() == "foot switch");
    CHECK(note->note().number() == 3.0);
}

TEST_CASE("a line that is no action, or one that cannot be, is refused in words") {
    for (const char* line : {"", "swap", "{}", "[]", R"({"swap_sides":{},"end_stage":{}})", R"({"jump":{}})",
                             R"({"calibrate":{"duration_s":"NaN"}})", R"({"calibrate":{"duration_s":31}})"}) {
        INFO(line);
        const auto action = parse_action_line(line);
        REQUIRE_FALSE(action);
        CHECK(action.error().sentence.starts_with("stdin: "));
    }
    const auto action = parse_action_line("jump higher");
    REQUIRE_FALSE(action);
    CHECK(action.error().sentence ==
          "stdin: \"jump higher\" is no action; write one as in {\"swap_sides\":{}} (docs/live.md)");
}

TEST_CASE("of a line that is refused nothing reaches a terminal that it would obey") {
    for (const char* line : {"\x1b[2J", R"({"note":{"kind":"\u001b[2J","text":"x"}})"}) {
        const auto action = parse_action_line(line);
        REQUIRE_FALSE(action);
        CHECK(action.error().sentence.find("\"?[2J\"") != std::string::npos);
    }
}

}  // namespace sacrum::app
