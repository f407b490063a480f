#include "firmware_bridge/protocol/movella_dot.hpp"

#include <catch2/catch.hpp>

#include "tests/firmware_bridge/protocol/decoded.hpp"
#include "tests/support/allocation_counter.hpp"

namespace sacrum::firmware_bridge::tests {
namespace {

// 1.0f is 00 00 80 3F, 9.5f 00 00 18 41, -2.0f 00 00 00 C0, 90.0f 00 00 B4 42.
const Message kRateQuantities =
    bytes_of(std::string_view("\x78\x56\x34\x12"
                              "\x00\x00\x80\x3F\x00\x00\x18\x41\x00\x00\x00\xC0"
                              "\x00\x00\xB4\x42\x00\x00\x00\x00\x00\x00\x80\x3F",
                              28));

TEST_CASE("rate quantities of a DOT are read by their published offsets") {
    const auto decoder = make_movella_dot_decoder();
    const Heard heard = hear(*decoder, kRateQuantities, 100, movella_dot::kMediumPayload);
    REQUIRE(heard.samples.size() == 1);
    const DeviceSample& sample = heard.samples[0];
    CHECK(sample.ticks == 0x12345678U);
    CHECK_FALSE(sample.count);
    CHECK(sample.specific_force.si() == Eigen::Vector3d(1.0, 9.5, -2.0));
    CHECK(in_degrees_per_second(AngularRate::of_si(sample.angular_rate.si().x())) == Approx(90.0));
    CHECK(in_degrees_per_second(AngularRate::of_si(sample.angular_rate.si().z())) == Approx(1.0));
    CHECK_FALSE(sample.magnetic_field);
    CHECK(decoder->counts().packets == 1);
    CHECK(decoder->clock().tick_bits == 32);
    CHECK(decoder->clock().tick == std::chrono::microseconds(1));
}

TEST_CASE("the magnetic field of mode 20 is three 16-bit numbers over 4096") {
    Message message = kRateQuantities;
    for (const int byte : {0x00, 0x10, 0x00, 0xF0, 0x00, 0x08}) message.push_back(std::byte(byte));
    const auto decoder = make_movella_dot_decoder();
    const Heard heard = hear(*decoder, message, 100, movella_dot::kMediumPayload);
    REQUIRE(heard.samples.size() == 1);
    REQUIRE(heard.samples[0].magnetic_field);
    CHECK(heard.samples[0].magnetic_field->si() == Eigen::Vector3d(1.0, -1.0, 0.5));
}

TEST_CASE("custom mode 5 of a DOT is read behind its quaternion") {
    Message message(kRateQuantities.begin(), kRateQuantities.begin() + 4);
    for (const float part : {1.0F, 0.0F, 0.0F, 0.0F}) append_float(message, double(part));
    message.insert(message.end(), kRateQuantities.begin() + 4, kRateQuantities.end());
    REQUIRE(message.size() == 44);
    for (const std::uint16_t channel : {movella_dot::kLongPayload, std::uint16_t{0}}) {
        const auto decoder = make_movella_dot_decoder();
        const Heard heard = hear(*decoder, message, 100, channel);
        REQUIRE(heard.samples.size() == 1);
        CHECK(heard.samples[0].specific_force.si() == Eigen::Vector3d(1.0, 9.5, -2.0));
    }
    message.resize(63);  // padded to the length of the characteristic
    const auto decoder = make_movella_dot_decoder();
    CHECK(hear(*decoder, message, 100, movella_dot::kLongPayload).samples.size() == 1);
}

TEST_CASE("messages of a DOT that hold no raw rates give no sample and are counted") {
    const auto decoder = make_movella_dot_decoder();
    for (const std::size_t size : {16U, 20U, 32U, 36U, 38U, 43U, 45U, 200U}) {
        const Heard heard = hear(*decoder, Message(size, std::byte{1}), 1000, movella_dot::kMediumPayload);
        CHECK(heard.samples.empty());
    }
    CHECK(decoder->counts().packets == 0);
    CHECK(decoder->counts().skipped_bytes == 16 + 20 + 32 + 36 + 38 + 43 + 45 + 200);
}

TEST_CASE("a DOT message that no sensor can say is damaged") {
    const auto decoder = make_movella_dot_decoder();
    Message message = kRateQuantities;
    message[7] = std::byte{0x7F};  // the exponent of ax
    CHECK(hear(*decoder, message, 100, movella_dot::kMediumPayload).samples.empty());
    Message tilted = dot_custom_5(made_up_samples(1)[0]);
    tilted[7] = std::byte{0x40};  // the quaternion's w is beyond 1
    CHECK(hear(*decoder, tilted, 100, movella_dot::kLongPayload).samples.empty());
    CHECK(decoder->counts().damaged_packets == 2);
    CHECK(decoder->counts().skipped_bytes == 28 + 44);
}

TEST_CASE("battery and device information of a DOT are read") {
    const auto decoder = make_movella_dot_decoder();
    const Heard battery =
        hear(*decoder, bytes_of(std::string_view("\x57\x01", 2)), 100, movella_dot::kBattery);
    REQUIRE(battery.batteries.size() == 1);
    CHECK(battery.batteries[0].fraction == Approx(0.87));
    CHECK(battery.batteries[0].is_charging);
    const Message information = bytes_of(
        std::string_view("\xD4\x22\xCD\x00\x12\x34\x02\x04\x01\xE6\x07\x03\x0F\x0A\x1E\x00\x01\x00\x00\x00"
                         "\x78\x56\x34\x12\x00\xCD\x22\xD4XS-T01",
                         34));
    const Heard heard = hear(*decoder, information, 100, movella_dot::kDeviceInfo);
    REQUIRE(heard.descriptions.size() == 1);
    CHECK(heard.descriptions[0].model == "Movella DOT XS-T01");
    CHECK(heard.descriptions[0].serial_number == "D422CD0012345678");
    CHECK(heard.descriptions[0].firmware == "2.4.1");
    CHECK(in_g(*heard.descriptions[0].accelerometer_range) == Approx(16.0));
}

TEST_CASE("every undamaged notification of a DOT among damaged ones is decoded") {
    std::vector<Message> messages;
    for (const DeviceSample& sample : made_up_samples(4000)) {
        DeviceSample with_field = sample;
        with_field.magnetic_field = Vec3<MagneticFieldUnit, Sensor>::of_si(0.25, -0.5, 0.125);
        messages.push_back(messages.size() % 3 == 0   ? dot_custom_5(sample)
                           : messages.size() % 3 == 1 ? dot_rate_quantities(sample)
                                                      : dot_rate_quantities(with_field));
    }
    std::size_t undamaged = 0;
    CHECK(lost_of_undamaged(make_movella_dot_decoder, {}, messages, 0.01, true, undamaged) == 0);
    CHECK(undamaged > 100);
}

TEST_CASE("a warm DOT decoder does not allocate") {
    const auto decoder = make_movella_dot_decoder();
    Heard heard;
    heard.keeps = false;
    decoder->push({{}, movella_dot::kMediumPayload, kRateQuantities}, heard);
    const sacrum::tests::AllocationCounter allocations;
    for (int i = 0; i < 100; ++i) decoder->push({{}, movella_dot::kMediumPayload, kRateQuantities}, heard);
    CHECK(allocations.count() == 0);
}

}  // namespace
}  // namespace sacrum::firmware_bridge::tests
