// The kept fuzz inputs, replayed.
#include <catch2/catch.hpp>
#include <filesystem>

#include "firmware_bridge/import/file_bytes.hpp"
#include "tests/firmware_bridge/import/csv_example.hpp"
#include "tests/fuzz/csv_oracle.hpp"

using namespace sacrum;
using namespace sacrum::firmware_bridge;

TEST_CASE("every kept fuzz input is read soundly or refused in a sentence") {
    std::size_t tried = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(SACRUM_SOURCE_DIR "/tests/fuzz/corpus/csv")) {
        INFO(entry.path().filename().string());
        const auto bytes = read_bytes(entry.path());
        REQUIRE(bytes);
        CHECK(try_csv(*bytes) == "");
        ++tried;
    }
    CHECK(tried >= 10);
}

TEST_CASE("a file cut anywhere is read soundly or refused in a sentence") {
    const std::string text = "\n" + csv(walking(130, 100.0));
    for (std::size_t length = 0; length < text.size(); length += 7) {
        INFO(length);
        CHECK(try_csv(text.substr(0, length)) == "");
    }
}

TEST_CASE("a file with one byte changed is read soundly or refused in a sentence") {
    const std::string text = "\n" + csv(walking(130, 100.0));
    for (std::size_t at = 1; at < text.size(); at += 11) {
        for (const char byte : {',', '\n', '-', '9', 'e', '"', '\0', '\xFF'}) {
            std::string changed = text;
            changed[at] = byte;
            INFO(at);
            CHECK(try_csv(changed) == "");
        }
    }
}
