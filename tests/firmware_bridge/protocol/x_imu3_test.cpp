#include "firmware_bridge/protocol/x_imu3.hpp"

#include <catch2/catch.hpp>

#include "tests/firmware_bridge/protocol/decoded.hpp"
#include "tests/support/allocation_counter.hpp"

namespace sacrum::firmware_bridge::tests {
namespace {

Message joined(const std::vector<Message>& messages) {
    Message all;
    for (const Message& message : messages) all.insert(all.end(), message.begin(), message.end());
    return all;
}

TEST_CASE("an ASCII inertial message of an x-IMU3 is read in deg/s and g") {
    const auto decoder = make_x_imu3_decoder();
    const Heard heard =
        hear(*decoder, bytes_of("I,1000000,90.000000,-1.500000,0.250000,0.100000,-0.200000,1.000000\n"));
    REQUIRE(heard.samples.size() == 1);
    const DeviceSample& sample = heard.samples[0];
    CHECK(sample.ticks == 1'000'000U);
    CHECK(rate_in_deg(sample).isApprox(Eigen::Vector3d(90.0, -1.5, 0.25)));
    CHECK(force_in_g(sample).isApprox(Eigen::Vector3d(0.1, -0.2, 1.0)));
    CHECK_FALSE(sample.count);
    CHECK(decoder->clock().tick_bits == 64);
    CHECK(decoder->clock().tick == std::chrono::microseconds(1));
}

TEST_CASE("a binary inertial message of an x-IMU3 is unstuffed and read") {
    // Time 0x0A: stuffed. 90.0f is 00 00 B4 42, 0.5f 00 00 00 3F, 1.0f 00 00 80 3F; 0xDB in -27.375f: 00 00
    // DB C1.
    const Message message =
        bytes_of(std::string_view("\xC9\xDB\xDC\x00\x00\x00\x01\x00\x00\x00"
                                  "\x00\x00\xB4\x42\x00\x00\xDB\xDD\xC1\x00\x00\x00\x00"
                                  "\x00\x00\x00\x3F\x00\x00\x00\x00\x00\x00\x80\x3F\x0A",
                                  36));
    const auto decoder = make_x_imu3_decoder();
    const Heard heard = hear(*decoder, message, 1);
    REQUIRE(heard.samples.size() == 1);
    CHECK(heard.samples[0].ticks == 0x10000000AULL);
    CHECK(rate_in_deg(heard.samples[0]).isApprox(Eigen::Vector3d(90.0, -27.375, 0.0)));
    CHECK(force_in_g(heard.samples[0]).isApprox(Eigen::Vector3d(0.5, 0.0, 1.0)));
    CHECK(decoder->counts().skipped_bytes == 0);
}

TEST_CASE("other messages of an x-IMU3 are understood and give no sample") {
    const auto decoder = make_x_imu3_decoder();
    const Heard heard = hear(*decoder, bytes_of("Q,1000,1.0,0.0,0.0,0.0\r\n"
                                                "T,1000,25.5\n"
                                                "N,1000,hello there\n"
                                                "{\"ping\":{\"interface\":\"USB\"}}\n"
                                                "B,1000,87.5,4.1,1\n"));
    CHECK(heard.samples.empty());
    CHECK(decoder->counts().packets == 5);
    CHECK(decoder->counts().skipped_bytes == 0);
    REQUIRE(heard.batteries.size() == 1);
    CHECK(heard.batteries[0].fraction == Approx(0.875));
    CHECK(heard.batteries[0].is_charging);
}

TEST_CASE("a line that is no x-IMU3 message is damaged, and the next is read") {
    const auto decoder = make_x_imu3_decoder();
    const std::string garbage =
        "I,1,2,3\n"
        "I,1,nan,0,0,0,0,1\n"
        "I,1,0,0,0,0,0,99\n"
        "I,1125899906842625,0,0,0,0,0,1\n"  // 36 years
        "^1I,1,0,0,0,0,0,1 no\n"
        "\n";
    const Heard heard = hear(*decoder, bytes_of(garbage + "I,7,0,0,0,0,0,1\n"));
    REQUIRE(heard.samples.size() == 1);
    CHECK(heard.samples[0].ticks == 7U);
    CHECK(decoder->counts().damaged_packets == 5);
    CHECK(decoder->counts().skipped_bytes == std::int64_t(garbage.size()));
}

TEST_CASE("a whole x-IMU3 message at the end of endless garbage is found") {
    const DeviceSample sample = made_up_samples(1)[0];
    for (const Message& message : {x_imu3_ascii(sample), x_imu3_binary(sample)}) {
        const auto decoder = make_x_imu3_decoder();
        Message bytes(5000, std::byte{'#'});
        bytes.insert(bytes.end(), message.begin(), message.end());
        const Heard heard = hear(*decoder, bytes, 77);
        REQUIRE(heard.samples.size() == 1);
        CHECK(heard.samples[0].ticks == sample.ticks);
        CHECK(decoder->counts().skipped_bytes == 5000);
        CHECK(decoder->counts().damaged_packets == 1);
    }
}

TEST_CASE("every undamaged x-IMU3 message among damaged ones is decoded") {
    std::vector<Message> messages;
    for (const DeviceSample& sample : made_up_samples(6000))
        messages.push_back(messages.size() % 2 == 0 ? x_imu3_binary(sample) : x_imu3_ascii(sample));
    std::size_t undamaged = 0;
    CHECK(lost_of_undamaged(make_x_imu3_decoder, {}, messages, 0.01, false, undamaged) == 0);
    CHECK(undamaged > 100);
    CHECK(lost_of_undamaged(make_x_imu3_decoder, {}, messages, 0.0005, false, undamaged) == 0);
    CHECK(undamaged > 4000);
}

TEST_CASE("how an x-IMU3's bytes are cut into arrivals does not matter") {
    std::vector<Message> messages;
    for (const DeviceSample& sample : made_up_samples(50)) messages.push_back(x_imu3_binary(sample));
    const Message all = joined(messages);
    const auto whole = make_x_imu3_decoder();
    const Heard expected = hear(*whole, all);
    CHECK(expected.samples.size() == 50);
    for (const std::size_t chunk : {1U, 3U, 20U, 33U, 244U}) {
        const auto decoder = make_x_imu3_decoder();
        CHECK(are_same_readings(hear(*decoder, all, chunk).samples, expected.samples));
    }
}

TEST_CASE("a lost link leaves no half x-IMU3 message behind") {
    const auto decoder = make_x_imu3_decoder();
    hear(*decoder, bytes_of("I,5,0,0,0,"));
    decoder->restart();
    const Heard heard = hear(*decoder, bytes_of("I,7,0,0,0,0,0,1\n"));
    REQUIRE(heard.samples.size() == 1);
    CHECK(heard.samples[0].ticks == 7U);
    CHECK(decoder->counts().damaged_packets == 0);
}

TEST_CASE("a warm x-IMU3 decoder does not allocate") {
    const auto decoder = make_x_imu3_decoder();
    const Message message = x_imu3_ascii(made_up_samples(1)[0]);
    const Message garbage(700, std::byte{'I'});
    Heard heard;
    heard.keeps = false;
    const sacrum::tests::AllocationCounter allocations;
    for (int i = 0; i < 20; ++i) {
        decoder->push({{}, 0, garbage}, heard);
        decoder->push({{}, 0, message}, heard);
    }
    CHECK(allocations.count() == 0);
}

}  // namespace
}  // namespace sacrum::firmware_bridge::tests
