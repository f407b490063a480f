#include "tests/firmware_bridge/firmware/firmware_device.hpp"

using namespace sacrum;
using namespace sacrum::tests;

TEST_CASE("a 200 Hz stream costs at most 20 bytes a sample, framing and check included, at both MTUs") {
    for (const std::uint16_t notification : {std::uint16_t{244}, std::uint16_t{20}}) {
        FirmwareDevice device(notification);
        sacrum_device_connected(&device.device);
        device.take();
        // The most costly case: late in a very long session, with every reading clipped.
        device.device.next_sequence = 0xFFFFF000U;
        for (std::uint32_t i = 0; i < 2000; ++i) {
            device.push(0xF0000000U + 5000U * i, {{32767, -1, -1, -1, -1, -1}});
        }
        const double bytes_per_sample = double(device.take().size()) / 2000.0;
        CHECK(bytes_per_sample <= 20.0);
        // docs/wire_format.md: 16.0 and 18.4 within the first hours and unclipped
        CHECK(bytes_per_sample <= (notification == 244 ? 16.8 : 19.6));
    }
}

TEST_CASE("no frame is longer than a notification at an MTU of 247, nor a piece than one at 23") {
    for (const std::uint32_t period_us : {1U, 1000U, 5000U, 2'000'000U}) {
        FirmwareDevice large(244, 16, period_us), small(20, 16, period_us);
        for (FirmwareDevice* device : {&large, &small}) {
            device->device.next_sequence = 0xFFFFFF00U;
            device->device.config.accelerometer_range_g = 0xFFFF;
            device->device.config.gyroscope_range_deg_per_s = 0xFFFF;
            sacrum_device_connected(&device->device);
            for (std::uint32_t i = 0; i < 64; ++i) {
                device->push(0xF0000000U + period_us * i, {{32767, 32767, 32767, 32767, 32767, 32767}});
            }
            sacrum_device_battery(&device->device, 100, true);
            for (const Bytes& piece : device->pieces) {
                CHECK(piece.size() <= device->config.notification_bytes);
            }
            for (const Bytes& frame : frames_of(device->take())) CHECK(frame.size() <= 244);
        }
    }
}

TEST_CASE("a packet chosen by the library always fits one notification that holds a sample at all") {
    for (std::uint16_t notification = 57; notification <= 244; ++notification) {
        FirmwareDevice device(notification, 0, 1000);
        sacrum_device_connected(&device.device);
        device.take();
        device.device.next_sequence = 0xFFFFFF00U;
        for (std::uint32_t i = 0; i < 64; ++i) {
            device.push(0xF0000000U + 1000U * i, {{32767, 32767, 32767, 32767, 32767, 32767}});
        }
        const std::size_t pieces = device.pieces.size();
        CHECK(pieces == frames_of(device.take()).size());
    }
}

TEST_CASE("a sample waits at most 40 ms for its packet") {
    for (const std::uint32_t period_us : {1000U, 2500U, 5000U, 10000U, 100000U}) {
        FirmwareDevice device(244, 0, period_us);
        sacrum_device_connected(&device.device);
        device.take();
        std::uint32_t samples = 0;
        while (device.pieces.empty()) device.push(period_us * samples++, {});
        CHECK((samples - 1) * period_us < 40000);
        CHECK((samples == 16 || samples == std::max(1U, 40000U / period_us)));
    }
}

TEST_CASE("the period in a packet is as measured, so first and last tick are kept") {
    FirmwareDevice device(244, 8);
    sacrum_device_connected(&device.device);
    for (std::uint32_t i = 0; i < 80; ++i) device.push(i * 4927, {});  // a sensor that runs 1.5 % fast
    const Heard heard = decoded(device.take());
    REQUIRE(heard.samples.size() == 80);
    for (std::uint32_t i = 0; i < 80; ++i) CHECK(heard.samples[i].ticks == i * 4927);
}

TEST_CASE("a hole in the ticks or a change of rate never lies inside a packet") {
    FirmwareDevice device(244, 8);
    sacrum_device_connected(&device.device);
    std::vector<std::uint32_t> ticks;
    for (std::uint32_t i = 0; i < 13; ++i) ticks.push_back(i * 5000);
    for (std::uint32_t i = 0; i < 13; ++i) ticks.push_back(72000 + i * 5000);
    for (const std::uint32_t tick : ticks) device.push(tick, {});
    REQUIRE(sacrum_device_set_sensor(&device.device, 10000, 8, 1000));
    for (int i = 0; i < 11; ++i) {
        ticks.push_back(ticks.back() + 10000);
        device.push(ticks.back(), {});
    }
    sacrum_device_flush(&device.device);
    const Heard heard = decoded(device.take());
    REQUIRE(heard.samples.size() == ticks.size());
    for (std::size_t i = 0; i < ticks.size(); ++i) CHECK(heard.samples[i].ticks == ticks[i]);
    REQUIRE(heard.descriptions.size() == 2);
    CHECK(heard.descriptions[1].rate->si() == Approx(100.0));
    CHECK(in_g(*heard.descriptions[1].accelerometer_range) == Approx(8.0));
}

TEST_CASE("readings that the device missed or took without a listener are counted") {
    FirmwareDevice device(244, 1);
    sacrum_device_connected(&device.device);
    device.push(0, {});
    sacrum_device_missed(&device.device, 3);
    device.push(20000, {});
    sacrum_device_disconnected(&device.device);
    device.push(25000, {});
    device.push(30000, {});
    sacrum_device_connected(&device.device);
    device.push(35000, {});
    const Heard heard = decoded(device.take());
    REQUIRE(heard.samples.size() == 3);
    CHECK(heard.samples[1].count == 4U);
    CHECK(heard.samples[2].count == 7U);
}

TEST_CASE("a configuration that makes no sense is refused") {
    FirmwareDevice device;
    const auto refuses = [&](auto change) {
        sacrum_config config = device.config;
        change(config);
        sacrum_device other;
        return !sacrum_device_init(&other, &config);
    };
    CHECK(refuses([](sacrum_config& c) { c.nominal_period_us = 0; }));
    CHECK(refuses([](sacrum_config& c) { c.nominal_period_us = 2'000'001; }));
    CHECK(refuses([](sacrum_config& c) { c.accelerometer_range_g = 0; }));
    CHECK(refuses([](sacrum_config& c) { c.gyroscope_range_deg_per_s = 0; }));
    CHECK(refuses([](sacrum_config& c) { c.notification_bytes = 19; }));
    CHECK(refuses([](sacrum_config& c) { c.samples_per_packet = 17; }));
    CHECK(refuses([](sacrum_config& c) { c.mounting = nullptr; }));
    CHECK(refuses([](sacrum_config& c) { c.send = nullptr; }));
    CHECK_FALSE(refuses([](sacrum_config&) {}));
}

TEST_CASE("texts that are too long are cut and still make one frame") {
    FirmwareDevice device;
    const std::string text(300, 'x');
    device.config.model = device.config.serial_number = device.config.firmware = device.config.mounting =
        text.c_str();
    REQUIRE(sacrum_device_init(&device.device, &device.config));
    sacrum_device_connected(&device.device);
    REQUIRE(device.pieces.size() == 1);
    const Heard heard = decoded(device.take());
    REQUIRE(heard.descriptions.size() == 1);
    CHECK(heard.descriptions[0].model == std::string(24, 'x'));
}
