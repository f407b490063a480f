#include "firmware_bridge/protocol/wit_motion.hpp"

#include <catch2/catch.hpp>

#include "tests/firmware_bridge/protocol/decoded.hpp"
#include "tests/support/allocation_counter.hpp"

namespace sacrum::firmware_bridge::tests {
namespace {

// Force 0x0800 = 1 g, 0xF800 = -1 g, 0; rate 0x2000 = 500 deg/s, 0, 0xE000; angles.
const Message kFrame = bytes_of(
    std::string_view("\x55\x61\x00\x08\x00\xF8\x00\x00\x00\x20\x00\x00\x00\xE0\x01\x02\x03\x04\x05\x06", 20));

Message joined(const std::vector<Message>& messages) {
    Message all;
    for (const Message& message : messages) all.insert(all.end(), message.begin(), message.end());
    return all;
}

TEST_CASE("a WitMotion frame is 16 g and 2000 deg/s over 32768") {
    const auto decoder = make_wit_motion_decoder();
    const Heard heard = hear(*decoder, kFrame);
    REQUIRE(heard.samples.size() == 1);
    CHECK(force_in_g(heard.samples[0]).isApprox(Eigen::Vector3d(1.0, -1.0, 0.0)));
    CHECK(rate_in_deg(heard.samples[0]).isApprox(Eigen::Vector3d(500.0, 0.0, -500.0)));
    CHECK_FALSE(heard.samples[0].ticks);
    CHECK_FALSE(heard.samples[0].count);
    CHECK(decoder->clock().tick_bits == 0);
    CHECK(decoder->clock().count_bits == 0);
}

TEST_CASE("a WitMotion frame cut across notifications arrives with its last byte") {
    const auto decoder = make_wit_motion_decoder();
    Heard heard;
    const std::span<const std::byte> bytes(kFrame);
    decoder->push({arrival_ms(10), 0, bytes.first(19)}, heard);
    CHECK(heard.samples.empty());
    decoder->push({arrival_ms(30), 0xFFE4, bytes.subspan(19)}, heard);
    REQUIRE(heard.samples.size() == 1);
    CHECK(heard.samples[0].arrival == arrival_ms(30));
}

TEST_CASE("the end of the range is said to be clipped") {
    Message frame = kFrame;
    frame[6] = std::byte{0xFF};
    frame[7] = std::byte{0x7F};
    const auto decoder = make_wit_motion_decoder();
    const Heard heard = hear(*decoder, joined({kFrame, frame}));
    REQUIRE(heard.samples.size() == 2);
    CHECK_FALSE(heard.samples[0].is_clipped);
    CHECK(heard.samples[1].is_clipped);
}

TEST_CASE("WitMotion frames are found behind garbage that looks like a header") {
    Message garbage = bytes_of("\x01\x02\x55\x61\x07\x55\x55");
    const auto decoder = make_wit_motion_decoder();
    const Heard heard = hear(*decoder, joined({garbage, kFrame, kFrame, kFrame}), 7);
    REQUIRE(heard.samples.size() == 3);
    for (const DeviceSample& sample : heard.samples)
        CHECK(force_in_g(sample).isApprox(Eigen::Vector3d(1.0, -1.0, 0.0)));
    CHECK(decoder->counts().skipped_bytes == std::int64_t(garbage.size()));
}

TEST_CASE("a single WitMotion frame within garbage is decoded at once") {
    const auto decoder = make_wit_motion_decoder();
    const Heard heard = hear(*decoder, joined({Message(33, std::byte{0x55}), kFrame}));
    CHECK(heard.samples.size() == 1);
    CHECK(decoder->counts().skipped_bytes == 33);
}

TEST_CASE("a header by chance on the beat is part of the frame") {
    Message frame = kFrame;
    frame[4] = std::byte{0x55};
    frame[5] = std::byte{0x61};
    const auto decoder = make_wit_motion_decoder();
    CHECK(hear(*decoder, joined({kFrame, frame, kFrame, frame, frame})).samples.size() == 5);
    CHECK(decoder->counts().skipped_bytes == 0);
}

TEST_CASE("every undamaged WitMotion frame among damaged ones is decoded") {
    std::vector<Message> messages;
    for (const DeviceSample& sample : made_up_samples(6000)) messages.push_back(wit_motion(sample));
    std::size_t undamaged = 0;
    CHECK(lost_of_undamaged(make_wit_motion_decoder, {}, messages, 0.01, false, undamaged) == 0);
    CHECK(undamaged > 800);
    CHECK(lost_of_undamaged(make_wit_motion_decoder, {}, messages, 0.0005, false, undamaged) == 0);
    CHECK(undamaged > 5000);
}

TEST_CASE("after lost bytes a WitMotion stream is found again within a frame") {
    std::vector<Message> messages;
    for (const DeviceSample& sample : made_up_samples(200)) messages.push_back(wit_motion(sample));
    Message all = joined(messages);
    all.erase(all.begin() + 2005, all.begin() + 2008);  // three bytes of the hundred-and-first
    const auto decoder = make_wit_motion_decoder();
    CHECK(hear(*decoder, all, 9).samples.size() >= 198);
}

TEST_CASE("a warm WitMotion decoder does not allocate, and cutting does not matter") {
    const Message all =
        joined({Message(5, std::byte{0x61}), kFrame, kFrame, Message(3, std::byte{0x55}), kFrame});
    const auto whole = make_wit_motion_decoder();
    const Heard expected = hear(*whole, all);
    for (const std::size_t chunk : {1U, 2U, 19U, 21U}) {
        const auto decoder = make_wit_motion_decoder();
        CHECK(are_same_readings(hear(*decoder, all, chunk).samples, expected.samples));
    }
    Heard heard;
    heard.keeps = false;
    const sacrum::tests::AllocationCounter allocations;
    for (int i = 0; i < 50; ++i) whole->push({{}, 0, all}, heard);
    CHECK(allocations.count() == 0);
}

}  // namespace
}  // namespace sacrum::firmware_bridge::tests
