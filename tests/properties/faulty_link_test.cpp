// What every decoder keeps to on a link that goes wrong (faulty_link.hpp).
#include "tests/firmware_bridge/protocol/faulty_link.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <set>

#include "firmware_bridge/protocol/detect_protocol.hpp"
#include "firmware_bridge/protocol/plausible_reading.hpp"
#include "firmware_bridge/protocol/protocol_detector.hpp"
#include "tests/firmware_bridge/protocol/spoken_protocols.hpp"
#include "tests/support/allocation_counter.hpp"

namespace sacrum::firmware_bridge::tests {
namespace {

constexpr std::size_t kFaulty = 1500;  // messages
constexpr std::size_t kClean = 60;     // after them
constexpr std::uint64_t kSeeds = 6;

constexpr LinkFaults with_garbage() {
    LinkFaults faults = kLosses;
    faults.garbage = 0.02;
    return faults;
}
constexpr LinkFaults with_scars() {
    LinkFaults faults = with_garbage();
    faults.scar = 0.05;
    return faults;
}

// All that a sample says, for a set.
using Said = std::array<double, 8>;
Said said_by(const DeviceSample& sample) {
    const auto& f = sample.specific_force.si();
    const auto& w = sample.angular_rate.si();
    return {double(sample.ticks.value_or(0)),
            double(sample.count.value_or(0)),
            f.x(),
            f.y(),
            f.z(),
            w.x(),
            w.y(),
            w.z()};
}

void push(Decoder& decoder, const std::vector<LinkEvent>& events, std::uint16_t channel,
          DecoderListener& listener) {
    for (const LinkEvent& event : events) {
        if (event.is_loss)
            decoder.restart();
        else
            decoder.push({event.time, channel, event.bytes}, listener);
    }
}

// What a decoder says to faulty messages and clean ones after them.
struct Trial {
    Carried carried{};
    std::vector<DeviceSample> truth{};  // of all messages, without faults
    Heard heard{};
    DecoderCounts counts{};
    std::size_t bytes = 0;

    Trial(const SpokenProtocol& protocol, const LinkFaults& faults, std::uint64_t seed) {
        const auto clean = protocol.make();
        Heard all;
        clean->push({{}, 0, protocol.prelude}, all);
        for (const Message& message : protocol.messages) clean->push({{}, protocol.channel, message}, all);
        truth = all.samples;
        REQUIRE(truth.size() == protocol.messages.size() * std::size_t(protocol.samples));

        FaultyLink link(seed, protocol.keeps_messages);
        const auto middle = protocol.messages.begin() + std::ptrdiff_t(kFaulty);
        link.carry({protocol.messages.begin(), middle}, protocol.interval, faults, carried);
        link.carry({middle, protocol.messages.end()}, protocol.interval, {}, carried);
        for (const LinkEvent& event : carried.events) bytes += event.bytes.size();

        const auto decoder = protocol.make();
        decoder->push({{}, 0, protocol.prelude}, heard);
        push(*decoder, carried.events, protocol.channel, heard);
        counts = decoder->counts();
    }

    // Samples that nobody sent.
    [[nodiscard]] std::int64_t invented() const {
        std::set<Said> sent;
        for (const DeviceSample& sample : truth) sent.insert(said_by(sample));
        return std::count_if(heard.samples.begin(), heard.samples.end(),
                             [&](const DeviceSample& sample) { return !sent.contains(said_by(sample)); });
    }

    // How many of the clean samples at the end are not the last ones that were heard.
    [[nodiscard]] std::size_t lost_at_end() const {
        const auto [other, _] = std::mismatch(truth.rbegin(), truth.rend(), heard.samples.rbegin(),
                                              heard.samples.rend(), is_same_reading);
        const auto followed = std::size_t(other - truth.rbegin());
        const std::size_t clean = kClean * (truth.size() / (kFaulty + kClean));
        return clean - std::min(clean, followed);
    }

    void check_counts() const {
        CHECK(counts.skipped_bytes >= 0);
        CHECK(counts.skipped_bytes <= std::int64_t(bytes));
        CHECK(counts.damaged_packets <= std::int64_t(bytes));
        CHECK(heard.batteries.empty());
        for (const DeviceSample& sample : heard.samples) {
            // NaN and infinity are not plausible.
            REQUIRE(is_plausible(sample.specific_force.si(), sample.angular_rate.si()));
        }
    }
};

template <class Check>
void try_all(const LinkFaults& faults, Check check) {
    for (const SpokenProtocol& protocol : spoken_protocols(kFaulty + kClean)) {
        for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
            INFO(protocol.name << ", seed " << seed);
            const Trial trial(protocol, faults, seed);
            trial.check_counts();
            CHECK(trial.heard.samples.size() > trial.truth.size() / 2);
            CHECK(trial.lost_at_end() <= protocol.lost_after_faults * std::size_t(protocol.samples));
            check(protocol, trial);
        }
    }
}

}  // namespace

TEST_CASE("messages cut, repeated, swapped and lost make no sample where their beginnings are marked") {
    try_all(kLosses, [](const SpokenProtocol& protocol, const Trial& trial) {
        CHECK(trial.carried.cuts > 0);
        CHECK(trial.carried.losses > 0);
        // Without, what is left of a message and the next may read as one: once for each that was cut.
        const std::int64_t most = protocol.marks_beginning ? 0 : trial.carried.cuts;
        CHECK(trial.invented() <= most);
    });
}

TEST_CASE("garbage between messages makes no sample where there is a check sum, and elsewhere few") {
    try_all(with_garbage(), [](const SpokenProtocol& protocol, const Trial& trial) {
        CHECK(trial.carried.garbage > 0);
        const std::int64_t most = protocol.has_check ? 0 : trial.carried.cuts + trial.carried.garbage;
        CHECK(trial.invented() <= most);
    });
}

TEST_CASE("damage within messages passes for a sample only where there is no check sum, one for each") {
    try_all(with_scars(), [](const SpokenProtocol& protocol, const Trial& trial) {
        CHECK(trial.carried.scars > 0);
        const auto& carried = trial.carried;
        const std::int64_t most = protocol.has_check ? 0 : carried.cuts + carried.garbage + carried.scars;
        CHECK(trial.invented() <= most);
    });
}

TEST_CASE("no decoder takes memory on a faulty link once it is warm") {
    if (!sacrum::tests::AllocationCounter::kCanCount) return;
    for (const SpokenProtocol& protocol : spoken_protocols(kFaulty)) {
        INFO(protocol.name);
        FaultyLink link(9, protocol.keeps_messages);
        Carried carried;
        link.carry(protocol.messages, protocol.interval, with_scars(), carried);
        const auto decoder = protocol.make();
        Heard nobody;
        nobody.keeps = false;
        decoder->push({{}, 0, protocol.prelude}, nobody);
        push(*decoder, carried.events, protocol.channel, nobody);
        const sacrum::tests::AllocationCounter allocations;
        push(*decoder, carried.events, protocol.channel, nobody);
        CHECK(allocations.count() == 0);
    }
}

TEST_CASE("the protocol is found on a link that is faulty from the start, and no other is") {
    for (const SpokenProtocol& protocol : spoken_protocols(kFaulty + kClean)) {
        for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
            INFO(protocol.name << ", seed " << seed);
            auto decoder = make_decoder("auto");
            REQUIRE(decoder);
            FaultyLink link(seed, protocol.keeps_messages);
            Carried carried;
            link.carry(protocol.messages, protocol.interval, with_scars(), carried);
            Heard heard;
            (*decoder)->push({{}, 0, protocol.prelude}, heard);
            push(**decoder, carried.events, protocol.channel, heard);
            const auto* detector = dynamic_cast<const ProtocolDetector*>(decoder->get());
            REQUIRE(detector != nullptr);
            CHECK(detector->name() == protocol.detected_as);
        }
    }
}

}  // namespace sacrum::firmware_bridge::tests
