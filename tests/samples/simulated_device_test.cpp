#include "samples/simulated_device.hpp"

#include "firmware_bridge/protocol/sacrum_frames_encode.hpp"
#include "samples/simulate.hpp"
#include "tests/samples/device_log.hpp"

using namespace sacrum;
using namespace sacrum::samples;
using namespace sacrum::tests;
using namespace std::chrono_literals;

TEST_CASE("what a simulated device says is the recording of the same runner, sample by sample") {
    const SimulatedDeviceParams params = short_run();
    const DeviceLog log = log_of(params);
    const auto truth = simulate(params.runner, params.sensor);
    REQUIRE(truth);
    const auto& expected = truth->recording.samples;
    REQUIRE(log.heard.samples.size() == expected.size());
    const double force_step = 16.0 * kStandardGravity / 32768.0;
    const double rate_step = radians_from_degrees(2000.0) / 32768.0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const auto& sample = log.heard.samples[i];
        // The sensor of the recording resolves the same steps; at the end of the range int16 has one less.
        CHECK((sample.specific_force.si() - expected[i].specific_force.si()).cwiseAbs().maxCoeff() <=
              1.001 * force_step);
        CHECK((sample.angular_rate.si() - expected[i].angular_rate.si()).cwiseAbs().maxCoeff() <=
              1.001 * rate_step);
        CHECK(sample.ticks == 1'000'000 + 5000 * i);
        CHECK(sample.count == i);
    }
    REQUIRE(log.heard.descriptions.size() == 1);
    CHECK(log.heard.descriptions[0].mounting == "up=+x,left=+y");
    CHECK_FALSE(log.heard.batteries.empty());
}

TEST_CASE("the same parameters give the same bytes at the same times") {
    SimulatedDeviceParams params = short_run(6);
    params.link.lost_fraction = 0.1;
    const DeviceLog once = log_of(params), again = log_of(params);
    REQUIRE(once.events.size() == again.events.size());
    for (std::size_t i = 0; i < once.events.size(); ++i) {
        CHECK(once.events[i].time == again.events[i].time);
        CHECK(once.events[i].bytes == again.events[i].bytes);
    }
    params.link.seed = 2;
    CHECK(log_of(params).events.back().time != once.events.back().time);
}

TEST_CASE("time of arrival never runs backwards and lags by at least the latency") {
    SimulatedDeviceParams params = short_run();
    params.link.jitter = 30ms;
    const DeviceLog log = log_of(params);
    for (std::size_t i = 1; i < log.events.size(); ++i) CHECK(log.events[i].time >= log.events[i - 1].time);
    for (const auto& sample : log.heard.samples) {
        CHECK(sample.arrival >= 5ms * *sample.count + params.link.latency);
    }
}

TEST_CASE("a connection interval makes arrivals come together at its multiples") {
    SimulatedDeviceParams params = short_run(6);
    params.link.bunching = 100ms;
    std::vector<Duration> times;
    for (const auto& event : log_of(params).events) {
        CHECK(event.time % 100ms == 0ns);
        times.push_back(event.time);
    }
    times.erase(std::unique(times.begin(), times.end()), times.end());
    CHECK(times.size() <= 62);
}

TEST_CASE("lost notifications are lost samples, of the fraction asked") {
    SimulatedDeviceParams params = short_run(60);
    params.link.lost_fraction = 0.1;
    params.link.lost_burst = 3.0;
    const DeviceLog log = log_of(params);
    const double fraction = double(lost_samples(log)) / 12000.0;
    CHECK(fraction > 0.06);  // 1500 packets in about 50 bursts: SD of the fraction 0.015
    CHECK(fraction < 0.14);
    CHECK(log.counts.damaged_packets == 0);  // a notification is a whole frame at this MTU
}

TEST_CASE("at an MTU of 23 a lost notification spoils one frame or two, never more") {
    SimulatedDeviceParams params = short_run();
    params.notification_bytes = 20;
    params.link.lost_fraction = 0.01;
    const DeviceLog log = log_of(params);
    CHECK(log.counts.damaged_packets > 0);
    CHECK(lost_samples(log) > 0);
    CHECK(lost_samples(log) < 8 * std::uint64_t(log.counts.damaged_packets) + 16);
    for (const auto& event : log.events) CHECK(event.bytes.size() <= 20);
}

TEST_CASE("a lost link loses what was measured meanwhile and nothing else") {
    SimulatedDeviceParams params = short_run();
    params.link.outages = {{4s, 1s}, {7s, 500ms}};
    const DeviceLog log = log_of(params);
    std::vector<DeviceEvent::Kind> links;
    for (const auto& event : log.events) {
        if (event.kind != DeviceEvent::Kind::bytes) links.push_back(event.kind);
    }
    using enum DeviceEvent::Kind;
    CHECK(links == std::vector{link_up, link_lost, link_up, link_lost, link_up});
    CHECK(log.heard.descriptions.size() == 3);
    CHECK(lost_samples(log) >= 300);
    CHECK(lost_samples(log) <= 300 + 2 * 8);  // and the half packet before each
    CHECK(log.heard.samples.back().count == 2399U);
}

TEST_CASE("a restarted device begins its clock and its counts at 0") {
    SimulatedDeviceParams params = short_run();
    params.restarts = {{4s, 1s}};
    const DeviceLog log = log_of(params);
    int jumps = 0;
    for (std::size_t i = 1; i < log.heard.samples.size(); ++i) {
        const auto &before = log.heard.samples[i - 1], &after = log.heard.samples[i];
        if (*after.count > *before.count) continue;
        ++jumps;
        CHECK(after.count == 0U);
        CHECK(*after.ticks < 5000);
        CHECK(after.arrival - before.arrival > 1s);
    }
    CHECK(jumps == 1);
    CHECK(log.heard.descriptions.size() == 2);
}

TEST_CASE("a damaged notification loses its own samples and none is invented") {
    const DeviceLog sound = log_of(short_run());
    SimulatedDeviceParams params = short_run();
    params.link.damaged_fraction = 0.2;
    const DeviceLog log = log_of(params);
    CHECK(log.counts.damaged_packets > 20);
    // Of the last packets nobody knows that they are missing.
    CHECK(log.heard.samples.size() + lost_samples(log) + 32 > sound.heard.samples.size());
    CHECK(log.heard.samples.size() > sound.heard.samples.size() / 2);
    for (const auto& sample : log.heard.samples) {
        REQUIRE(sample.count);
        REQUIRE(*sample.count < sound.heard.samples.size());
        const auto& sent = sound.heard.samples[*sample.count];
        CHECK(sample.ticks == sent.ticks);
        CHECK(sample.specific_force.si() == sent.specific_force.si());
        CHECK(sample.angular_rate.si() == sent.angular_rate.si());
    }
}

TEST_CASE("a change of rate is described, and every sample has its tick on both sides") {
    SimulatedDeviceParams params = short_run();
    params.rate_change = {6s, Frequency::of_si(100.0)};
    const DeviceLog log = log_of(params);
    REQUIRE(log.heard.samples.size() == 1200 + 600);
    for (std::uint32_t i = 0; i < 1800; ++i) {
        const std::uint32_t since = i < 1200 ? 5000 * i : 6'000'000 + 10000 * (i - 1200);
        CHECK(log.heard.samples[i].ticks == 1'000'000 + since);
        CHECK(log.heard.samples[i].count == i);
    }
    REQUIRE(log.heard.descriptions.size() == 2);
    CHECK(log.heard.descriptions[1].rate->si() == Approx(100.0));
}

TEST_CASE("the device's clock may wrap during a session") {
    SimulatedDeviceParams params = short_run(6);
    params.first_tick_us = 0xFFFFFFFFU - 2'000'000U;
    const DeviceLog log = log_of(params);
    REQUIRE(log.heard.samples.size() == 1200);
    CHECK(log.heard.samples.back().ticks == std::uint32_t(0xFFFFFFFFU - 2'000'000U + 1199U * 5000U));
}

TEST_CASE("readings that the sensor itself lost are missing from the counts") {
    SimulatedDeviceParams params = short_run(30);
    params.sensor.lost_fraction = 0.02;
    const DeviceLog log = log_of(params);
    const auto truth = simulate(params.runner, params.sensor);
    REQUIRE(truth);
    CHECK(lost_samples(log) == std::uint64_t(truth->recording.quality.missing_samples));
    CHECK(lost_samples(log) > 50);
}

TEST_CASE("a simulated device answers at the time it is asked") {
    bool was_asked = false;
    const DeviceLog log = log_of(short_run(6), [&](SimulatedDevice& device, const DeviceLog& so_far) {
        if (was_asked || so_far.heard.samples.size() < 100) return;
        was_asked = true;
        device.receive(firmware_bridge::description_request());
    });
    CHECK(log.heard.descriptions.size() == 2);
    CHECK(log.heard.samples.size() == 1200);
}

TEST_CASE("an impossible link is refused in a sentence") {
    const auto refusal = [](auto change) {
        SimulatedDeviceParams params = short_run();
        change(params);
        const auto device = SimulatedDevice::create(params);
        return device ? std::string() : device.error().sentence;
    };
    CHECK_FALSE(refusal([](auto& p) { p.notification_bytes = 19; }).empty());
    CHECK_FALSE(refusal([](auto& p) { p.samples_per_packet = 17; }).empty());
    CHECK_FALSE(refusal([](auto& p) { p.link.lost_fraction = 1.0; }).empty());
    CHECK_FALSE(refusal([](auto& p) { p.link.lost_burst = 0.0; }).empty());
    CHECK_FALSE(refusal([](auto& p) { p.link.jitter = -1ms; }).empty());
    CHECK_FALSE(refusal([](auto& p) { p.link.outages = {{5s, 2s}, {6s, 1s}}; }).empty());
    CHECK_FALSE(refusal([](auto& p) { p.sensor.accelerometer_range_g = 16.5; }).empty());
    CHECK_FALSE(refusal([](auto& p) { p.runner.speed_mps = 100.0; }).empty());
    CHECK(refusal([](auto&) {}).empty());
}
