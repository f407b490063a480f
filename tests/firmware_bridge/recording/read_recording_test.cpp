#include "firmware_bridge/recording/read_recording.hpp"

#include <catch2/catch.hpp>

#include "firmware_bridge/recording/recording_writer.hpp"
#include "proto/config.pb.h"
#include "tests/firmware_bridge/fake_device.hpp"
#include "tests/firmware_bridge/recording/recorded_example.hpp"

namespace sacrum::firmware_bridge {
namespace {

using namespace std::chrono_literals;
using namespace tests;

Result<std::unique_ptr<Decoder>> make_fake(const std::string& protocol) {
    if (protocol == "fake") return std::make_unique<FakeDecoder>();
    return fail(ErrorKind::input, "the protocol " + protocol + " is not known; use a newer program");
}

void record(const std::filesystem::path& path, const RecordingHeader& header, std::uint64_t samples) {
    auto writer = RecordingWriter::create(path, header);
    REQUIRE(writer);
    for (std::uint64_t i = 0; i < samples; ++i) {
        const std::string bytes = fake_bytes(i * 5000, i & 0xFFFFU, std::int16_t(i % 1000));
        writer->append(arrival_of(std::int64_t(i) * 5ms, bytes));
    }
    REQUIRE(writer->close(EndReason::stopped_by_person));
}

TEST_CASE("a recording becomes samples with rate, quality and the mounting the device states") {
    const Folder folder;
    record(folder / "run.sacrum", example_header(), 2000);
    const auto recording = read_recording(folder / "run.sacrum", make_fake);
    REQUIRE(recording);
    CHECK(recording->name == "run");
    CHECK(recording->samples.size() == 2000);
    CHECK(recording->rate.si() == Approx(200.0));
    CHECK(recording->quality.gaps.empty());
    REQUIRE(recording->mounting);
    CHECK(recording->mounting->text == "up=+x,left=+y");
    CHECK(recording->assumptions ==
          std::vector<std::string>{"mounting taken from the device: up=+x,left=+y"});
}

TEST_CASE("the configuration's mounting stands above the device's, and auto leaves it to the gait") {
    const Folder folder;
    for (const std::string mount : {"up=+z,left=+y", "auto"}) {
        proto::Configuration configuration;
        configuration.mutable_analysis()->set_mount(mount);
        RecordingHeader header = example_header();
        header.configuration = configuration.SerializeAsString();
        record(folder / (mount + ".sacrum"), header, 500);
        const auto recording = read_recording(folder / (mount + ".sacrum"), make_fake);
        REQUIRE(recording);
        CHECK(recording->mounting.has_value() == (mount != "auto"));
        if (recording->mounting) CHECK(recording->mounting->text == mount);
    }
}

TEST_CASE("a damaged stretch is a gap in the samples, and a cut is said") {
    const Folder folder;
    record(folder / "run.sacrum", example_header(), 4000);
    std::string bytes = bytes_of(folder / "run.sacrum");
    bytes[bytes.size() / 2] = char(bytes[bytes.size() / 2] ^ 1);
    bytes.resize(bytes.size() * 3 / 4);
    write_bytes(folder / "cut.sacrum", bytes);
    const auto recording = read_recording(folder / "cut.sacrum", make_fake);
    REQUIRE(recording);
    CHECK(recording->samples.size() > 2800);
    REQUIRE(recording->quality.gaps.size() == 1);
    CHECK(in_seconds(recording->quality.gaps[0].end - recording->quality.gaps[0].start) < 0.3);
    REQUIRE_FALSE(recording->assumptions.empty());
    CHECK(recording->assumptions[0].find("the recording was cut: it has no end") == 0);
}

TEST_CASE("a recording that cannot be read is refused with a sentence that names it") {
    const Folder folder;
    record(folder / "none.sacrum", example_header(), 0);
    CHECK(read_recording(folder / "none.sacrum", make_fake)
              .error()
              .sentence.find("none.sacrum: holds no samples") == 0);
    RecordingHeader header = example_header();
    header.protocol = "other";
    record(folder / "other.sacrum", header, 10);
    CHECK(read_recording(folder / "other.sacrum", make_fake).error().sentence ==
          "other.sacrum: the protocol other is not known; use a newer program");
    std::string bytes = bytes_of(folder / "other.sacrum");
    bytes[45] = char(bytes[45] ^ 1);
    write_bytes(folder / "headless.sacrum", bytes);
    CHECK(read_recording(folder / "headless.sacrum", make_fake)
              .error()
              .sentence.find("the start of the file is damaged") != std::string::npos);
}

}  // namespace
}  // namespace sacrum::firmware_bridge
