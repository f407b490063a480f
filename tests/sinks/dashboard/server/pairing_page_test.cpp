#include "sinks/dashboard/server/pairing_page.hpp"

#include <catch2/catch.hpp>

using namespace sacrum::sinks;

TEST_CASE("a code is read from the form however it is spaced") {
    CHECK(code_in_form("code=123456") == "123456");
    CHECK(code_in_form("code=123+456") == "123456");
    CHECK(code_in_form("code=123%20456&x=7") == "123456");
    CHECK(code_in_form("") == "");
    CHECK(code_in_form("xcode=123456") == "");
    CHECK(code_in_form("code=%") == "");
    CHECK(code_in_form("code=12%3") == "12");
}

TEST_CASE("the form says what became of the last try, and needs no script") {
    const std::string page = pairing_page("That is not one of the codes.");
    CHECK(page.find("<p role=\"status\">That is not one of the codes.</p>") != std::string::npos);
    CHECK(page.find("<script") == std::string::npos);
    CHECK(page.find("style=") == std::string::npos);
}
