#include "firmware_bridge/protocol/sacrum_frames.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <string>

#include "firmware_bridge/protocol/sacrum_frames_encode.hpp"
#include "samples/random.hpp"
#include "tests/firmware_bridge/firmware/firmware_device.hpp"
#include "tests/support/allocation_counter.hpp"

using namespace sacrum;
using namespace sacrum::firmware_bridge;
using namespace sacrum::tests;

namespace {

Reading random_reading(samples::Random& random) {
    Reading reading{};
    for (std::int16_t& value : reading.values)
        value = std::int16_t(std::floor(random.uniform(-32768, 32768)));
    return reading;
}

struct Stream {
    Bytes bytes;
    std::vector<Reading> readings;
};

Stream stream_of(FirmwareDevice& device, int count, std::uint64_t seed = 1, std::uint32_t first_tick = 0) {
    samples::Random random(seed, 1);
    Stream stream;
    sacrum_device_connected(&device.device);
    for (int i = 0; i < count; ++i) {
        stream.readings.push_back(random_reading(random));
        device.push(first_tick + std::uint32_t(i) * device.config.nominal_period_us, stream.readings.back());
    }
    sacrum_device_flush(&device.device);
    stream.bytes = device.take();
    return stream;
}

void check_reading(const DeviceSample& sample, const Reading& reading) {
    for (int axis = 0; axis < 3; ++axis) {
        CHECK(in_g(Acceleration::of_si(sample.specific_force.si()[axis])) ==
              Approx(16.0 / 32768.0 * reading.values[axis]).margin(1e-12));
        CHECK(in_degrees_per_second(AngularRate::of_si(sample.angular_rate.si()[axis])) ==
              Approx(2000.0 / 32768.0 * reading.values[axis + 3]).margin(1e-12));
    }
}

bool same(const DeviceSample& a, const DeviceSample& b) {
    return a.ticks == b.ticks && a.count == b.count && a.specific_force == b.specific_force &&
           a.angular_rate == b.angular_rate && a.is_clipped == b.is_clipped;
}

bool same(const std::vector<DeviceSample>& a, const std::vector<DeviceSample>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](const DeviceSample& x, const DeviceSample& y) { return same(x, y); });
}

}  // namespace

TEST_CASE("what the firmware is given is what the decoder says, at both MTUs and every packet size") {
    for (const std::uint16_t notification : {std::uint16_t{244}, std::uint16_t{20}}) {
        for (std::uint8_t packet = 0; packet <= 16; ++packet) {
            FirmwareDevice device(notification, packet);
            const Stream stream = stream_of(device, 100, packet, 0xFFFF0000U);  // wraps on the way
            DecoderCounts counts;
            const Heard heard = decoded(stream.bytes, &counts);
            CHECK(counts.damaged_packets == 0);
            CHECK(counts.skipped_bytes == 0);
            REQUIRE(heard.samples.size() == stream.readings.size());
            for (std::size_t i = 0; i < heard.samples.size(); ++i) {
                check_reading(heard.samples[i], stream.readings[i]);
                CHECK(heard.samples[i].ticks == std::uint32_t(0xFFFF0000U + i * 5000U));
                CHECK(heard.samples[i].count == i);
            }
        }
    }
}

TEST_CASE("a description comes first and says what the device is") {
    FirmwareDevice device;
    const Heard heard = decoded(stream_of(device, 1).bytes);
    REQUIRE(heard.descriptions.size() == 1);
    CHECK(heard.descriptions[0] == DeviceDescription{.model = "sacrum one",
                                                     .serial_number = "A-0042",
                                                     .firmware = "1.2.3",
                                                     .rate = Frequency::of_si(200.0),
                                                     .accelerometer_range = 16.0_g,
                                                     .gyroscope_range = 2000.0_deg_per_s,
                                                     .mounting = "up=+x,left=+y"});
}

TEST_CASE("the state of the battery arrives") {
    FirmwareDevice device;
    sacrum_device_connected(&device.device);
    sacrum_device_battery(&device.device, 83, true);
    const Heard heard = decoded(device.take());
    REQUIRE(heard.batteries.size() == 1);
    CHECK(heard.batteries[0].fraction == Approx(0.83));
    CHECK(heard.batteries[0].is_charging);
}

TEST_CASE("only a reading at the end of the range is called clipped") {
    FirmwareDevice device;
    sacrum_device_connected(&device.device);
    device.push(0, {{32766, -32767, 0, 0, 0, 0}});
    device.push(5000, {{0, 0, 0, 0, 0, 32767}});
    device.push(10000, {{0, -32768, 0, 0, 0, 0}});
    sacrum_device_flush(&device.device);
    const Heard heard = decoded(device.take());
    REQUIRE(heard.samples.size() == 3);
    CHECK_FALSE(heard.samples[0].is_clipped);
    CHECK(heard.samples[1].is_clipped);
    CHECK(heard.samples[2].is_clipped);
}

TEST_CASE("how the stream is cut does not matter, and a sample has the arrival that completed it") {
    FirmwareDevice device;
    const Stream stream = stream_of(device, 200);
    const Heard whole = decoded(stream.bytes);
    samples::Random random(5, 1);
    for (const double longest : {1.0, 3.0, 20.0, 600.0}) {
        Heard heard;
        const auto decoder = make_sacrum_decoder();
        int call = 0;
        for (std::size_t at = 0; at < stream.bytes.size();) {
            const std::size_t count =
                std::min(stream.bytes.size() - at, std::size_t(random.uniform(1.0, longest + 1.0)));
            const std::size_t before = heard.samples.size();
            decoder->push({.time = Duration(++call), .bytes = std::span(stream.bytes).subspan(at, count)},
                          heard);
            for (std::size_t i = before; i < heard.samples.size(); ++i) {
                CHECK(heard.samples[i].arrival == Duration(call));
            }
            at += count;
        }
        CHECK(same(heard.samples, whole.samples));
        CHECK(heard.descriptions == whole.descriptions);
    }
}

TEST_CASE("a lost packet shows as missing counts, and no more than it held are missing") {
    FirmwareDevice device(244, 8);
    std::vector<Bytes> frames = frames_of(stream_of(device, 80).bytes);
    frames.erase(frames.begin() + 4);  // description, then packets of 8
    Bytes rest;
    for (const Bytes& frame : frames) rest.insert(rest.end(), frame.begin(), frame.end());
    const Heard heard = decoded(rest);
    REQUIRE(heard.samples.size() == 72);
    CHECK(heard.samples[23].count == 23U);
    CHECK(heard.samples[24].count == 32U);
    CHECK(heard.samples[24].ticks == 32U * 5000U);
}

TEST_CASE("every frame without a wrong bit is decoded from a stream with wrong bits, and no other") {
    struct Trial {
        double wrong_bits;
        std::uint8_t packet_samples;
    };
    // At 1 % wrong bits a frame of 42 bytes survives 3 times in 100, a full one of 235 bytes never.
    for (const Trial trial : {Trial{0.01, 1}, Trial{0.001, 4}, Trial{0.0002, 16}}) {
        FirmwareDevice device(244, trial.packet_samples);
        samples::Random random(7, trial.packet_samples);
        Bytes noisy;
        std::vector<DeviceSample> expected;
        int whole_frames = 0;
        const auto frames = frames_of(stream_of(device, 3000 * trial.packet_samples).bytes);
        for (const Bytes& frame : frames) {
            bool is_whole = true;
            for (std::byte byte : frame) {
                for (int bit = 0; bit < 8; ++bit) {
                    if (!random.chance(trial.wrong_bits)) continue;
                    byte ^= std::byte{1} << bit;
                    is_whole = false;
                }
                noisy.push_back(byte);
            }
            if (!is_whole) continue;
            ++whole_frames;
            for (const DeviceSample& sample : decoded(frame).samples) expected.push_back(sample);
        }
        DecoderCounts counts;
        const Heard heard = decoded(noisy, &counts);
        // A frame whose only wrong bits lie in its zeros may be decoded all the same: those are taken out
        // before comparing.
        std::vector<DeviceSample> unexpected;
        std::vector<DeviceSample> found;
        std::size_t next = 0;
        for (const DeviceSample& sample : heard.samples) {
            if (next < expected.size() && same(sample, expected[next])) {
                ++next;
            } else {
                unexpected.push_back(sample);
            }
        }
        INFO("wrong bits " << trial.wrong_bits << ", whole frames " << whole_frames << " of "
                           << frames.size());
        CHECK(next == expected.size());
        CHECK(whole_frames > 50);
        CHECK(counts.damaged_packets > 100);
        // What was decoded beside that is true as well: no damage was taken for a packet.
        FirmwareDevice again(244, trial.packet_samples);
        const Heard truth = decoded(stream_of(again, 3000 * trial.packet_samples).bytes);
        for (const DeviceSample& sample : unexpected) {
            REQUIRE(*sample.count < truth.samples.size());
            CHECK(same(sample, truth.samples[*sample.count]));
        }
    }
}

TEST_CASE("a decoder that joins in the middle of a frame calls nothing damaged") {
    FirmwareDevice device;
    const Stream stream = stream_of(device, 80);
    DecoderCounts counts;
    const Heard heard = decoded(std::span(stream.bytes).subspan(10), &counts);
    CHECK(heard.samples.size() == 80);
    CHECK(counts.damaged_packets == 0);
    CHECK(counts.skipped_bytes > 0);
}

TEST_CASE("half a packet before a lost link does not spoil the first one after it") {
    FirmwareDevice device;
    const Stream stream = stream_of(device, 16);
    Heard heard;
    const auto decoder = make_sacrum_decoder();
    decoder->push({.bytes = std::span(stream.bytes).first(100)}, heard);
    decoder->restart();
    decoder->push({.bytes = stream.bytes}, heard);
    CHECK(heard.samples.size() == 16);
    CHECK(decoder->counts().damaged_packets == 0);
}

TEST_CASE("a message with a right check and impossible content is refused whole") {
    FirmwareDevice device;
    sacrum_device_connected(&device.device);
    device.take();
    // Written by hand: sequence 1, samples { period 5000, ranges 16 and 2000, readings of 13 bytes }.
    const auto message_of = [](std::initializer_list<int> values) {
        Bytes bytes;
        for (const int value : values) bytes.push_back(std::byte(value));
        return bytes;
    };
    const Bytes odd_readings =
        message_of({0x08, 0x01, 0x12, 0x17, 0x18, 0x88, 0x27, 0x20, 0x10, 0x28, 0xD0, 0x0F, 0x3A, 0x0D,
                    1,    2,    3,    4,    5,    6,    7,    8,    9,    10,   11,   12,   13});
    const Bytes no_range = message_of(
        {0x12, 0x14, 0x18, 0x88, 0x27, 0x28, 0xD0, 0x0F, 0x3A, 0x0C, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    const Bytes too_full_battery = message_of({0x22, 0x02, 0x08, 0x65});
    const Bytes content_twice = message_of({0x22, 0x02, 0x08, 0x32, 0x22, 0x02, 0x08, 0x32});
    const Bytes length_beyond_the_end = message_of({0x12, 0x7F, 0x18, 0x88, 0x27});
    const Bytes largest_length = message_of({0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x18});
    for (const Bytes& message :
         {odd_readings, no_range, too_full_battery, content_twice, length_beyond_the_end, largest_length}) {
        DecoderCounts counts;
        Bytes stream(1, std::byte{0});  // so that the decoder knows where the frame begins
        const Bytes frame = sacrum_frame(message);
        stream.insert(stream.end(), frame.begin(), frame.end());
        const Heard heard = decoded(stream, &counts);
        CHECK(heard.samples.empty());
        CHECK(heard.batteries.empty());
        CHECK(counts.packets == 0);
        CHECK(counts.damaged_packets == 1);
        CHECK(counts.skipped_bytes == std::int64_t(frame.size()) - 2);
    }
}

TEST_CASE("a message with a field of a later version is read without it") {
    const Bytes message = {std::byte{0x22}, std::byte{0x04}, std::byte{0x08},
                           std::byte{0x32}, std::byte{0x78}, std::byte{0x01},
                           std::byte{0xF8}, std::byte{0x01}, std::byte{0x05}};
    const Heard heard = decoded(sacrum_frame(message));
    REQUIRE(heard.batteries.size() == 1);
    CHECK(heard.batteries[0].fraction == Approx(0.5));
}

TEST_CASE("a decoder allocates nothing once it is warm") {
    if (!AllocationCounter::kCanCount) return;
    FirmwareDevice device;
    const Stream stream = stream_of(device, 500);
    Heard heard;
    heard.samples.reserve(2000);
    heard.descriptions.reserve(10);
    const auto decoder = make_sacrum_decoder();
    decoder->push({.bytes = stream.bytes}, heard);
    const auto description_ends = std::size_t(frames_of(stream.bytes)[0].size());
    const AllocationCounter allocations;
    decoder->push({.bytes = std::span(stream.bytes).subspan(description_ends)}, heard);
    CHECK(allocations.count() == 0);
    CHECK(heard.samples.size() == 1000);
}

namespace {

// The bytes in the first block ```hex of docs/wire_format.md.
Bytes worked_example() {
    std::ifstream document(SACRUM_SOURCE_DIR "/docs/wire_format.md");
    Bytes bytes;
    bool is_inside = false;
    for (std::string line; std::getline(document, line);) {
        if (line == "```hex") {
            is_inside = true;
        } else if (is_inside && line == "```") {
            break;
        } else if (is_inside) {
            std::istringstream words(line);
            for (int byte = 0; words >> std::hex >> byte;) bytes.push_back(std::byte(byte));
        }
    }
    return bytes;
}

}  // namespace

TEST_CASE("the frame in docs/wire_format.md says what the document says it does") {
    DecoderCounts counts;
    const Heard heard = decoded(worked_example(), &counts);
    CHECK(counts.packets == 1);
    CHECK(counts.damaged_packets == 0);
    REQUIRE(heard.samples.size() == 2);
    CHECK(heard.samples[0].ticks == 1'200'000U);
    CHECK(heard.samples[1].ticks == 1'205'000U);
    CHECK(heard.samples[0].count == 40U);
    CHECK(heard.samples[1].count == 41U);
    CHECK_FALSE(heard.samples[0].is_clipped);
    CHECK(heard.samples[1].is_clipped);
    check_reading(heard.samples[0], {{2041, -12, 311, -5, 0, 42}});
    check_reading(heard.samples[1], {{32767, -20, 298, -7, 1, 40}});
}

TEST_CASE("the firmware writes the frame in docs/wire_format.md, byte for byte") {
    FirmwareDevice device(244, 2);
    sacrum_device_connected(&device.device);
    device.take();
    device.device.next_sequence = 7;
    device.device.next_sample = 40;
    device.push(1'200'000, {{2041, -12, 311, -5, 0, 42}});
    device.push(1'205'000, {{32767, -20, 298, -7, 1, 40}});
    CHECK(device.take() == worked_example());
}
