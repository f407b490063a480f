#include "domain/foreign_text.hpp"

#include <catch2/catch.hpp>

using namespace sacrum;

TEST_CASE("what is no character of UTF-8 becomes a question mark a byte, the rest stays") {
    CHECK(well_formed_utf8("Größe °/s, 加速度, 🦴") == "Größe °/s, 加速度, 🦴");
    CHECK(well_formed_utf8("Gr\xF6\xDF"
                           "e") == "Gr??e");
    CHECK(well_formed_utf8("\xC0\xAF\xED\xA0\x80\xF4\x90\x80\x80") ==
          "?????????");  // overlong, surrogate, too large
    CHECK(well_formed_utf8("\xE2\x82") == "??");
    CHECK(well_formed_utf8("a\n\x1b[2J") == "a\n\x1b[2J");
}

TEST_CASE("a quotation holds nothing that a terminal would obey, and is on one line") {
    CHECK(quotable("acc_x (m/s²)") == "acc_x (m/s²)");
    CHECK(quotable("a\r\n\x1b[2J\x7f") == "a???[2J?");
    CHECK(quotable("\xC2\x9B"
                   "2J") == "?2J");  // CSI in one character
    CHECK(quotable("\x9B"
                   "2J") == "?2J");
    CHECK(quotable("").empty());
}

TEST_CASE("what is printable stays as long as it is") {
    CHECK(printable(std::string(100, 'a') + "\n") == std::string(100, 'a') + "?");
}

TEST_CASE("a long quotation ends between two characters") {
    CHECK(quotable(std::string(40, 'a')) == std::string(40, 'a'));
    CHECK(quotable(std::string(41, 'a')) == std::string(40, 'a') + "...");
    CHECK(quotable(std::string(39, 'a') + "ä") == std::string(39, 'a') + "...");
    CHECK(quotable(std::string(38, 'a') + "ä") == std::string(38, 'a') + "ä");
}
