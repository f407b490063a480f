#include "firmware_bridge/protocol/crc32.hpp"

#include <catch2/catch.hpp>
#include <string_view>
#include <vector>

#include "firmware_bridge/firmware/sacrum_frame.h"
#include "samples/random.hpp"

using sacrum::firmware_bridge::crc32;

TEST_CASE("the check value of CRC-32/ISO-HDLC is met") {
    const std::string_view text = "123456789";
    CHECK(crc32(std::as_bytes(std::span(text))) == 0xCBF43926U);
    CHECK(crc32({}) == 0U);
}

TEST_CASE("the device's CRC-32 is the host's") {
    sacrum::samples::Random random(2, 1);
    std::vector<std::uint8_t> bytes;
    for (int i = 0; i < 300; ++i) {
        CHECK(sacrum_crc32(bytes.data(), bytes.size()) == crc32(std::as_bytes(std::span(bytes))));
        bytes.push_back(std::uint8_t(random.uniform(0, 256)));
    }
}
