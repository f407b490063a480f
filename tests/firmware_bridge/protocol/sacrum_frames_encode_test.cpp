#include "firmware_bridge/protocol/sacrum_frames_encode.hpp"

#include "tests/firmware_bridge/firmware/firmware_device.hpp"

using namespace sacrum;
using namespace sacrum::firmware_bridge;
using namespace sacrum::tests;

TEST_CASE("a request for the description is these bytes") {
    // Message 08 01, its CRC-32 0xFE07A861 low byte first; no zero to stuff, so the code is the distance to
    // the end.
    const Bytes expected = {std::byte{0x00}, std::byte{0x07}, std::byte{0x08},
                            std::byte{0x01}, std::byte{0x61}, std::byte{0xA8},
                            std::byte{0x07}, std::byte{0xFE}, std::byte{0x00}};
    CHECK(description_request() == expected);
}

TEST_CASE("a device answers a request for its description, however the request is cut") {
    FirmwareDevice device;
    sacrum_device_connected(&device.device);
    device.take();
    for (const std::byte byte : description_request()) device.receive({&byte, 1});
    const Heard heard = decoded(device.take());
    REQUIRE(heard.descriptions.size() == 1);
    CHECK(heard.descriptions[0].serial_number == "A-0042");
}

TEST_CASE("a device that was told to stop sends nothing until it is started, and counts on") {
    FirmwareDevice device(244, 1);
    sacrum_device_connected(&device.device);
    device.push(0, {});
    device.receive(stop_request());
    device.take();
    device.push(5000, {});
    device.push(10000, {});
    CHECK(device.pieces.empty());
    device.receive(start_request());
    device.push(15000, {});
    const Heard heard = decoded(device.take());
    CHECK(heard.descriptions.size() == 1);
    REQUIRE(heard.samples.size() == 1);
    CHECK(heard.samples[0].count == 3U);
}

TEST_CASE("a request with any one bit wrong is not obeyed") {
    FirmwareDevice device;
    sacrum_device_connected(&device.device);
    device.take();
    const Bytes right = description_request();
    for (std::size_t bit = 8; bit < 8 * (right.size() - 1); ++bit) {  // all but the zeros around it
        Bytes wrong = right;
        wrong[bit / 8] ^= std::byte{1} << int(bit % 8);
        device.receive(wrong);
    }
    CHECK(device.pieces.empty());
    device.receive(right);
    CHECK(device.pieces.size() == 1);
}

TEST_CASE("a device passes over what is too long for a request") {
    FirmwareDevice device;
    sacrum_device_connected(&device.device);
    device.take();
    device.receive(Bytes(100'000, std::byte{0x55}));
    device.receive(description_request());
    CHECK(device.pieces.size() == 1);
}
