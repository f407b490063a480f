// What the way from a faulty link to samples in order keeps to, beside what its decoder does.
#include <catch2/catch.hpp>
#include <map>

#include "firmware_bridge/sample_stream.hpp"
#include "tests/firmware_bridge/protocol/faulty_link.hpp"
#include "tests/firmware_bridge/protocol/spoken_protocols.hpp"
#include "tests/support/allocation_counter.hpp"

namespace sacrum::firmware_bridge::tests {
namespace {

constexpr std::uint64_t kSeeds = 8;
constexpr std::size_t kMessages = 4000;
// At either end, so that first and last are known, and the rate of a device without a clock: four seconds.
constexpr Duration kClean = std::chrono::seconds(5);

struct Ear : SampleListener {
    std::vector<ImuSample> samples;
    bool keeps = true;
    void on_sample(const ImuSample& sample) override {
        if (keeps) samples.push_back(sample);
    }
    void on_description(const DeviceDescription&) override {}
    void on_battery(const Battery&) override {}
    void on_rate(Frequency) override {}
};

// Clean at both ends.
Carried carried(const SpokenProtocol& protocol, const LinkFaults& faults, std::uint64_t seed) {
    FaultyLink link(seed, protocol.keeps_messages);
    Carried out;
    const auto first = protocol.messages.begin();
    const auto from = first + kClean / protocol.interval;
    const auto to = protocol.messages.end() - kClean / protocol.interval;
    link.carry({first, from}, protocol.interval, {}, out);
    link.carry({from, to}, protocol.interval, faults, out);
    link.carry({to, protocol.messages.end()}, protocol.interval, {}, out);
    return out;
}

void push(SampleStream& stream, const std::vector<LinkEvent>& events, std::uint16_t channel, Ear& ear) {
    for (const LinkEvent& event : events) {
        if (event.is_loss)
            stream.change_link({.time = event.time, .is_up = false}, ear);
        else
            stream.push({event.time, channel, event.bytes}, ear);
    }
}

struct Followed {
    Ear ear;
    SampleStream stream;
    Followed(const SpokenProtocol& protocol, const LinkFaults& faults, std::uint64_t seed)
        : stream(protocol.make()) {
        stream.push({{}, 0, protocol.prelude}, ear);
        push(stream, carried(protocol, faults, seed).events, protocol.channel, ear);
        stream.finish(ear);
    }
    void check_order() const {
        for (std::size_t i = 1; i < ear.samples.size(); ++i)
            REQUIRE(ear.samples[i].time > ear.samples[i - 1].time);
    }
};

TEST_CASE("samples and missing ones are all that a device with a counter sent, whatever the link did") {
    LinkFaults lossy = kLosses;
    lossy.garbage = 0.02;
    lossy.scar = 0.02;
    LinkFaults whole_lines = kLosses;  // a line has no check sum: what is left of two may read as one
    whole_lines.cut = whole_lines.disconnect = 0.0;
    for (const SpokenProtocol& protocol : spoken_protocols(kMessages)) {
        const bool is_line = protocol.name == "lines with a counter";
        if (!is_line && !protocol.has_check) continue;
        for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
            INFO(protocol.name << ", seed " << seed);
            const Followed followed(protocol, is_line ? whole_lines : lossy, seed);
            const RecordingQuality& quality = followed.stream.quality();
            CHECK(followed.stream.timer().restarts() == 0);
            CHECK(quality.samples == std::int64_t(followed.ear.samples.size()));
            CHECK(quality.samples + quality.missing_samples ==
                  std::int64_t(protocol.messages.size()) * protocol.samples);
            CHECK(quality.missing_samples > 0);
            CHECK(quality.duplicate_samples > 0);
            followed.check_order();
            const Duration length = followed.ear.samples.back().time - followed.ear.samples.front().time;
            const auto true_length = in_seconds(std::int64_t(protocol.messages.size()) * protocol.interval);
            CHECK(in_seconds(length) == Approx(true_length).margin(is_line ? 0.1 : 0.006));
        }
    }
}

TEST_CASE("time never goes back on a faulty link, whatever the protocol, and its end is followed") {
    LinkFaults faults = kLosses;
    faults.garbage = 0.02;
    faults.scar = 0.02;
    for (const SpokenProtocol& protocol : spoken_protocols(kMessages)) {
        for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
            INFO(protocol.name << ", seed " << seed);
            // Without a clock, a backlog behind a lost link is taken for lost time.
            const bool has_clock = protocol.name != "witmotion";
            LinkFaults own = faults;
            if (!has_clock) own.disconnect = 0.0;
            const Followed followed(protocol, own, seed);
            followed.check_order();
            CHECK(followed.ear.samples.size() >
                  protocol.messages.size() * std::size_t(protocol.samples) * 6 / 10);
            // The rate was known, or found, and no fault changed it.
            REQUIRE(followed.stream.rate());
            CHECK(followed.stream.rate()->si() == Approx(200.0).epsilon(0.02));
            // The clean end is followed: its samples are one interval apart. Without a clock the pace is the
            // last minute's, loss included.
            const auto& samples = followed.ear.samples;
            for (std::size_t i = samples.size() - 200; i < samples.size(); ++i)
                CHECK(in_seconds(samples[i].time - samples[i - 1].time) ==
                      Approx(0.005).epsilon(has_clock ? 0.03 : 0.1));
        }
    }
}

TEST_CASE("a stream takes no memory on a faulty link once it is warm") {
    if (!sacrum::tests::AllocationCounter::kCanCount) return;
    for (const SpokenProtocol& protocol : spoken_protocols(kMessages)) {
        INFO(protocol.name);
        LinkFaults faults = kLosses;
        faults.garbage = 0.01;
        const Carried all = carried(protocol, faults, 1);
        const auto half = all.events.begin() + std::ptrdiff_t(all.events.size() / 2);
        Ear ear;
        ear.keeps = false;
        SampleStream stream(protocol.make());
        stream.push({{}, 0, protocol.prelude}, ear);
        push(stream, {all.events.begin(), half}, protocol.channel, ear);
        const std::vector<LinkEvent> rest(half, all.events.end());
        const sacrum::tests::AllocationCounter allocations;
        push(stream, rest, protocol.channel, ear);
        CHECK(allocations.count() == 0);
    }
}

}  // namespace
}  // namespace sacrum::firmware_bridge::tests
