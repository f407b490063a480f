#include "firmware_bridge/sample_stream.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "tests/firmware_bridge/fake_device.hpp"
#include "tests/support/allocation_counter.hpp"

namespace sacrum::firmware_bridge {
namespace {

using namespace std::chrono_literals;
using tests::fake_bytes;

struct Ear : SampleListener {
    std::vector<ImuSample> samples;
    std::vector<Frequency> rates;
    std::int64_t heard = 0;
    bool keeps = true;
    void on_sample(const ImuSample& sample) override {
        ++heard;
        if (keeps) samples.push_back(sample);
    }
    void on_description(const DeviceDescription&) override {}
    void on_battery(const Battery&) override {}
    void on_rate(Frequency rate) override {
        CHECK((samples.empty() || rates.size() == 1));
        rates.push_back(rate);
    }
};

struct Packet {
    ArrivalTime time{};
    std::string bytes{};
    [[nodiscard]] Arrival arrival() const { return {.time = time, .bytes = std::as_bytes(std::span(bytes))}; }
};

// Two minutes of a 200 Hz device, eleven samples a packet, with losses, swaps and duplicates.
std::vector<Packet> session() {
    std::mt19937 random(11);  // NOLINT(cert-msc51-cpp): the same each time
    std::vector<Packet> packets;
    for (std::int64_t i = 0; i < 24'000; i += 11) {
        Packet packet{.time = (i + 11) * 5ms + std::chrono::microseconds(random() % 9000)};
        for (std::int64_t k = i; k < i + 11; ++k)
            packet.bytes +=
                fake_bytes(std::uint64_t(k) * 5000U, std::uint64_t(k) & 0xFFFFU, std::int16_t(k % 1000));
        if (random() % 50 != 0) packets.push_back(packet);
        if (random() % 50 == 0) packets.push_back(packet);
        if (random() % 50 == 0 && packets.size() > 2)
            std::swap(packets.back().bytes, packets[packets.size() - 2].bytes);
    }
    return packets;
}

TEST_CASE("the same arrivals give the same samples, however a stream's bytes are cut") {
    Ear first;
    SampleStream one(std::make_unique<tests::FakeDecoder>());
    for (const Packet& packet : session()) one.push(packet.arrival(), first);
    one.finish(first);
    Ear second;
    SampleStream two(std::make_unique<tests::FakeDecoder>());
    for (const Packet& packet : session())
        for (std::size_t i = 0; i < packet.bytes.size(); i += 7) {
            const std::string piece = packet.bytes.substr(i, 7);
            two.push({.time = packet.time, .bytes = std::as_bytes(std::span(piece))}, second);
        }
    two.finish(second);
    REQUIRE(first.samples.size() > 20'000);
    REQUIRE(first.samples.size() == second.samples.size());
    for (std::size_t i = 0; i < first.samples.size(); ++i) {
        REQUIRE(first.samples[i].time == second.samples[i].time);
        REQUIRE(first.samples[i].gap_before == second.samples[i].gap_before);
        REQUIRE(first.samples[i].specific_force == second.samples[i].specific_force);
    }
    CHECK(first.rates == second.rates);
    REQUIRE(first.rates.size() == 1);
    CHECK(first.rates[0].si() == Approx(200.0));
}

TEST_CASE("quality and the figures of each second account for every sample") {
    Ear ear;
    SampleStream stream(std::make_unique<tests::FakeDecoder>());
    for (const Packet& packet : session()) stream.push(packet.arrival(), ear);
    stream.finish(ear);
    const RecordingQuality& quality = stream.quality();
    CHECK(quality.samples == ear.heard);
    CHECK(quality.missing_samples > 0);
    CHECK(quality.duplicate_samples > 0);
    CHECK(quality.samples + quality.missing_samples == 24'002);  // 2182 packets of eleven
    std::int64_t samples = 0;
    std::int64_t missing = 0;
    for (const StretchFigures& second : stream.figures()) {
        samples += second.samples;
        missing += second.missing;
        CHECK(second.samples <= 201);
    }
    CHECK(stream.figures().size() == 121);
    CHECK(samples == quality.samples);
    CHECK(missing == quality.missing_samples);
    CHECK(quality.gaps.size() > 10);
}

TEST_CASE("a lost link costs the half packet and leaves a gap") {
    Ear ear;
    SampleStream stream(std::make_unique<tests::FakeDecoder>());
    const auto push = [&](ArrivalTime time, const std::string& bytes) {
        stream.push({.time = time, .bytes = std::as_bytes(std::span(bytes))}, ear);
    };
    for (std::uint64_t i = 0; i < 400; ++i) push(std::int64_t(i) * 5ms, fake_bytes(i * 5000, i, 1));
    push(2000ms, fake_bytes(400 * 5000, 400, 1).substr(0, 6));
    stream.change_link({.time = 2001ms, .is_up = false}, ear);
    stream.change_link({.time = 3000ms, .is_up = true}, ear);
    for (std::uint64_t i = 600; i < 800; ++i) push(std::int64_t(i) * 5ms, fake_bytes(i * 5000, i, 1));
    stream.finish(ear);
    CHECK(ear.samples.size() == 600);
    CHECK(ear.samples[400].gap_before == 1s);
    CHECK(stream.decoder_counts().damaged_packets == 0);
    CHECK(stream.decoder_counts().skipped_bytes == 0);
}

TEST_CASE("a recording that ends before the rate was looked for long enough still gives its samples") {
    Ear ear;
    SampleStream stream(std::make_unique<tests::FakeDecoder>());
    for (std::uint64_t i = 0; i < 20; ++i) {
        const std::string bytes = fake_bytes(i * 10'000, i, 1);
        stream.push({.time = std::int64_t(i) * 10ms, .bytes = std::as_bytes(std::span(bytes))}, ear);
    }
    CHECK(ear.samples.empty());
    stream.finish(ear);
    CHECK(ear.samples.size() == 20);
    REQUIRE(stream.rate());
    CHECK(stream.rate()->si() == Approx(100.0));
}

TEST_CASE("a stream allocates nothing once warm") {
    if (!sacrum::tests::AllocationCounter::kCanCount) return;
    const auto packets = session();
    Ear ear;
    ear.keeps = false;
    SampleStream stream(std::make_unique<tests::FakeDecoder>());
    std::size_t i = 0;
    for (; i < 200; ++i) stream.push(packets[i].arrival(), ear);
    const sacrum::tests::AllocationCounter allocations;
    for (; i < packets.size(); ++i) stream.push(packets[i].arrival(), ear);
    CHECK(allocations.count() == 0);
    CHECK(ear.heard > 20'000);
}

}  // namespace
}  // namespace sacrum::firmware_bridge
