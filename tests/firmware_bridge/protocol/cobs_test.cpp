#include "firmware_bridge/protocol/cobs.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "samples/random.hpp"

using namespace sacrum::firmware_bridge;

namespace {

std::vector<std::byte> bytes_of(std::initializer_list<int> values) {
    std::vector<std::byte> bytes;
    for (const int value : values) bytes.push_back(std::byte(value));
    return bytes;
}

}  // namespace

TEST_CASE("COBS blocks are those of the paper") {
    struct Example {
        std::vector<std::byte> plain, stuffed;
    };
    // Cheshire and Baker 1999, section IV, and the shortest cases.
    const Example examples[] = {
        {bytes_of({}), bytes_of({1})},
        {bytes_of({0}), bytes_of({1, 1})},
        {bytes_of({0, 0}), bytes_of({1, 1, 1})},
        {bytes_of({0x11, 0x22, 0, 0x33}), bytes_of({3, 0x11, 0x22, 2, 0x33})},
        {bytes_of({0x45, 0, 0, 0x2C, 0x4C, 0x79, 0, 0, 0x40, 6, 0x4F, 0x37}),
         bytes_of({2, 0x45, 1, 4, 0x2C, 0x4C, 0x79, 1, 5, 0x40, 6, 0x4F, 0x37})},
    };
    for (const auto& [plain, stuffed] : examples) {
        std::vector<std::byte> block(1, std::byte{0x77});
        block.insert(block.end(), plain.begin(), plain.end());
        cobs_encode_in_place(block);
        CHECK(block == stuffed);
        const auto back = cobs_decode_in_place(block);
        REQUIRE(back);
        CHECK(std::vector<std::byte>(back->begin(), back->end()) == plain);
    }
}

TEST_CASE("a COBS block of any length and content comes back and has no zero") {
    sacrum::samples::Random random(1, 1);
    for (std::size_t length = 0; length <= kLongestCobsBlock; ++length) {
        std::vector<std::byte> block(length + 1);
        for (std::byte& byte : block) byte = std::byte(random.chance(0.3) ? 0 : int(random.uniform(0, 256)));
        const std::vector<std::byte> plain(block.begin() + 1, block.end());
        cobs_encode_in_place(block);
        CHECK(std::find(block.begin(), block.end(), std::byte{0}) == block.end());
        const auto back = cobs_decode_in_place(block);
        REQUIRE(back);
        CHECK(std::vector<std::byte>(back->begin(), back->end()) == plain);
    }
}

TEST_CASE("COBS codes that miss the end are refused") {
    for (auto block : {bytes_of({}), bytes_of({2}), bytes_of({3, 1}), bytes_of({1, 5, 1}), bytes_of({255, 1}),
                       bytes_of({0, 1})}) {
        CHECK_FALSE(cobs_decode_in_place(block));
    }
}
