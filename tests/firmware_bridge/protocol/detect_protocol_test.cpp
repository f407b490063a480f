#include "firmware_bridge/protocol/detect_protocol.hpp"

#include <catch2/catch.hpp>

#include "firmware_bridge/protocol/protocol_detector.hpp"
#include "tests/firmware_bridge/protocol/decoded.hpp"

namespace sacrum::firmware_bridge::tests {
namespace {

std::string chosen_by(const Decoder& decoder) {
    return dynamic_cast<const ProtocolDetector&>(decoder).name();
}

std::vector<Message> messages_of(const std::string& protocol, std::size_t count) {
    std::vector<Message> messages;
    if (protocol == "csv") messages.push_back(bytes_of(kCsvHeader));
    for (const DeviceSample& sample : made_up_samples(count)) {
        messages.push_back(protocol == "movella-dot"  ? dot_custom_5(sample)
                           : protocol == "witmotion"  ? wit_motion(sample)
                           : protocol == "csv"        ? csv_line(sample)
                           : messages.size() % 2 == 0 ? x_imu3_binary(sample)
                                                      : x_imu3_ascii(sample));
    }
    return messages;
}

TEST_CASE("each protocol is recognised, and no sample is lost over it") {
    const std::string protocol = GENERATE("movella-dot", "x-imu3", "witmotion", "csv");
    const auto automatic = make_decoder("auto");
    const auto declared = make_decoder(protocol);
    REQUIRE(automatic);
    REQUIRE(declared);
    Heard found;
    Heard expected;
    std::int64_t ms = 0;
    for (const Message& message : messages_of(protocol, 100)) {
        (*automatic)->push({arrival_ms(ms), 0, message}, found);
        (*declared)->push({arrival_ms(ms), 0, message}, expected);
        ms += 16;
    }
    CHECK(chosen_by(**automatic) == protocol);
    CHECK(expected.samples.size() == 100);
    REQUIRE(are_same_readings(found.samples, expected.samples));
    for (std::size_t i = 0; i < 100; ++i) CHECK(found.samples[i].arrival == expected.samples[i].arrival);
    CHECK((*automatic)->counts().packets == (*declared)->counts().packets);
    CHECK((*automatic)->clock().tick_bits == (*declared)->clock().tick_bits);
}

TEST_CASE("a protocol is recognised behind the words of a booting device") {
    const auto decoder = make_decoder("auto");
    Heard heard;
    (*decoder)->push({arrival_ms(0), 0, bytes_of("rst:0x1 (POWERON), boot: SPI flash\nready\n")}, heard);
    for (const Message& message : messages_of("csv", 60))
        (*decoder)->push({arrival_ms(100), 0, message}, heard);
    CHECK(chosen_by(**decoder) == "csv");
    CHECK(heard.samples.size() == 60);
}

TEST_CASE("a slow device is recognised when two seconds are over") {
    const auto decoder = make_decoder("auto");
    Heard heard;
    std::int64_t ms = 0;
    for (const Message& message : messages_of("witmotion", 8)) {
        (*decoder)->push({arrival_ms(ms), 0, message}, heard);
        ms += 400;
    }
    CHECK(chosen_by(**decoder) == "witmotion");
    CHECK(heard.samples.size() == 8);
}

TEST_CASE("endless garbage is skipped, chooses nothing, and a device after it is recognised") {
    const auto decoder = make_decoder("auto");
    Heard heard;
    std::mt19937 random(3);
    Message garbage(20'000);
    for (std::byte& byte : garbage) byte = std::byte(random() & 0xFFU);
    (*decoder)->push({arrival_ms(0), 0, garbage}, heard);
    CHECK(chosen_by(**decoder).empty());
    CHECK((*decoder)->counts().skipped_bytes >= 15'000);
    CHECK((*decoder)->clock().tick_bits == 0);
    for (const Message& message : messages_of("x-imu3", 200))
        (*decoder)->push({arrival_ms(5000), 0, message}, heard);
    CHECK(chosen_by(**decoder) == "x-imu3");
    CHECK(heard.samples.size() >= 199);
}

TEST_CASE("a link lost before the choice is lost for the chosen decoder, too") {
    const auto decoder = make_decoder("auto");
    Heard heard;
    const std::vector<Message> messages = messages_of("witmotion", 30);
    const std::span<const std::byte> half = std::span<const std::byte>(messages[0]).first(11);
    (*decoder)->push({arrival_ms(0), 0, messages[1]}, heard);
    (*decoder)->push({arrival_ms(0), 0, half}, heard);
    (*decoder)->restart();
    for (const Message& message : messages) (*decoder)->push({arrival_ms(90), 0, message}, heard);
    CHECK(heard.samples.size() == 31);
    CHECK((*decoder)->counts().skipped_bytes == 11);
}

TEST_CASE("the choice depends on the arrivals alone") {
    std::vector<std::vector<DeviceSample>> runs;
    for (int run = 0; run < 2; ++run) {
        const auto decoder = make_decoder("auto");
        Heard heard;
        for (const Message& message : messages_of("x-imu3", 50))
            (*decoder)->push({arrival_ms(1), 0, message}, heard);
        runs.push_back(heard.samples);
    }
    CHECK(are_same_readings(runs[0], runs[1]));
}

TEST_CASE("an unknown protocol is refused with the names there are") {
    const auto decoder = make_decoder("morse");
    REQUIRE_FALSE(decoder);
    CHECK(decoder.error().sentence.find("movella-dot, x-imu3, witmotion, csv") != std::string::npos);
}

}  // namespace
}  // namespace sacrum::firmware_bridge::tests
