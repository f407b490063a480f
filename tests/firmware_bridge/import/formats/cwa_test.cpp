#include "firmware_bridge/import/formats/cwa.hpp"

#include <catch2/catch.hpp>

#include "tests/firmware_bridge/import/formats/cwa_file.hpp"

using namespace sacrum;
using namespace sacrum::firmware_bridge;
using namespace sacrum::tests;

namespace {

// The run without its losses: each lost sample repeats the one before.
std::vector<ImuSample> whole_run() {
    std::vector<ImuSample> samples;
    for (const ImuSample& sample : original_run().samples) {
        while (!samples.empty() && sample.time - samples.back().time > std::chrono::milliseconds(15)) {
            samples.push_back(samples.back());
            samples.back().time += std::chrono::milliseconds(10);
        }
        samples.push_back(sample);
    }
    return samples;
}

Recording read(const std::string& bytes) {
    Recording recording = read_or_fail(parse_cwa(bytes, "run"));
    recording.mounting = original_run().mounting;
    return recording;
}

}  // namespace

TEST_CASE("an AX6 file gives the report of the original within the steps of its readings") {
    const Recording recording = read(cwa_of(whole_run()));
    CHECK(recording.samples.size() > 1900);
    CHECK(recording.rate.si() == Approx(100.0).epsilon(1e-4));
    CHECK(recording.quality.gaps.empty());
    CHECK(assumes(recording, "2024-05-01 10:00:00 on the device's clock"));
    check_close_report(recording, 0.15, 0.002);
}

TEST_CASE("times of an AX6 follow its time stamps, not the rate that was set") {
    const Recording recording =
        read(cwa_of(whole_run(), {.true_rate_hz = 101.3, .seconds_since_2000 = 3.25}));
    CHECK(recording.rate.si() == Approx(101.3).epsilon(1e-3));
    const double last = in_seconds(recording.samples.back().time);
    CHECK(last == Approx(double(recording.samples.size() - 1) / 101.3).margin(0.002));
}

TEST_CASE("a block of an AX6 file with a wrong check sum is left out and leaves a gap") {
    std::string bytes = cwa_of(whole_run());
    const std::size_t blocks = (bytes.size() - 1024) / 512;
    bytes[1024 + 512 * 20 + 100] = char(bytes[1024 + 512 * 20 + 100] ^ 1);
    const Recording recording = read(bytes);
    CHECK(assumes(recording, fmt::format("1 of {} blocks are damaged and left out", blocks)));
    REQUIRE(recording.quality.gaps.size() == 1);
    CHECK(recording.quality.missing_samples == 40);
    CHECK(in_seconds(recording.quality.gaps[0].start) == Approx(7.99).margin(0.002));
}

TEST_CASE("a cut AX6 file is read up to the cut and says so") {
    const std::string bytes = cwa_of(whole_run());
    const Recording recording = read(bytes.substr(0, 1024 + 512 * 30 + 99));
    CHECK(recording.samples.size() == 30 * 40);
    CHECK(recording.quality.ends_in_mid_line);
}

TEST_CASE("what is no AX6 file with a gyroscope is refused in a sentence") {
    const std::string bytes = cwa_of(whole_run());
    says(sentence_of(parse_cwa("", "run.cwa")), "does not begin as a CWA file does");
    says(sentence_of(parse_cwa(bytes.substr(0, 1024), "run.cwa")), "none of its 0 blocks");
    says(sentence_of(parse_cwa(cwa_of(whole_run(), {.axes = 3}), "run.cwa")),
         "holds an accelerometer and no gyroscope, as an AX3 does");
    std::string swapped = bytes;  // wrong endian
    for (std::size_t i = 0; i + 1 < swapped.size(); i += 2) std::swap(swapped[i], swapped[i + 1]);
    CHECK_FALSE(is_cwa(swapped));
    std::string absurd = bytes;  // more samples than a block holds, check sums right
    for (std::size_t at = 1024; at + 512 <= absurd.size(); at += 512) {
        std::string block = absurd.substr(at, 512);
        block[28] = char(0xFF);
        block[29] = char(0xFF);
        seal(block);
        absurd.replace(at, 512, block);
    }
    says(sentence_of(parse_cwa(absurd, "run.cwa")),
         fmt::format("none of its {} blocks", (absurd.size() - 1024) / 512));
    std::string backwards = bytes;  // time that goes back in every block
    for (std::size_t k = 0; 1024 + 512 * k + 512 <= backwards.size(); ++k) {
        std::string block = backwards.substr(1024 + 512 * k, 512);
        std::string time;
        put<std::uint32_t>(time, cwa_time(std::int64_t(3000 - 7 * k)));
        block.replace(14, 4, time);
        std::string sequence;
        put<std::uint32_t>(sequence, std::uint32_t(2 * k));
        block.replace(10, 4, sequence);
        seal(block);
        backwards.replace(1024 + 512 * k, 512, block);
    }
    says(sentence_of(parse_cwa(backwards, "run.cwa")), "back in time");
}
