#include "samples/paced_device.hpp"

#include <boost/asio/io_context.hpp>

#include "firmware_bridge/protocol/sacrum_frames_encode.hpp"
#include "tests/samples/device_log.hpp"

using namespace sacrum;
using namespace sacrum::samples;
using namespace sacrum::tests;

TEST_CASE("a device run over a wire writes what the simulation gives and answers what it hears") {
    auto device = SimulatedDevice::create(short_run(6));
    REQUIRE(device);
    boost::asio::io_context io;
    Bytes written;
    bool has_ended = false, was_asked = false;
    std::unique_ptr<PacedDevice> paced;
    paced = run_simulated_device(
        io, *std::move(device), 0.0,
        [&](std::span<const std::byte> bytes) {
            written.insert(written.end(), bytes.begin(), bytes.end());
            if (!std::exchange(was_asked, true)) paced->receive(firmware_bridge::description_request());
        },
        [&] { has_ended = true; });
    io.run();
    CHECK(has_ended);
    const Heard heard = decoded(written);
    CHECK(heard.samples.size() == 1200);
    CHECK(heard.descriptions.size() == 2);
}

TEST_CASE("a device that is destroyed while it runs is heard no more") {
    auto device = SimulatedDevice::create(short_run(6));
    REQUIRE(device);
    boost::asio::io_context io;
    int writes = 0;
    std::unique_ptr<PacedDevice> paced = run_simulated_device(
        io, *std::move(device), 0.0,
        [&](std::span<const std::byte>) {
            if (++writes == 5) paced.reset();
        },
        [] { FAIL("it said that it ended"); });
    io.run();
    CHECK(writes == 5);
}
