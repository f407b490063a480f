// One process follows many devices as fast as it can, over links of which most are faulty: each recording
// holds what its device sent, and what it lacks was counted.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "firmware_bridge/protocol/detect_protocol.hpp"
#include "firmware_bridge/recording/read_recording.hpp"
#include "firmware_bridge/transport/address.hpp"
#include "samples/simulated_options.hpp"
#include "tests/app/program.hpp"
#include "tests/samples/device_log.hpp"

namespace sacrum::app {
namespace {

using firmware_bridge::DeviceSample;
using nlohmann::json;

constexpr int kDevices = 20;
constexpr int kSamples = 2000;  // ten seconds at 200 Hz
constexpr int kSilent = 200;    // samples that a device which restarts does not take meanwhile
constexpr int kPacket = 16;     // its samples, at most: how well the time of a restart is known
constexpr const char* kRestart = "&restart_at_s=6&restart_for_s=1";
constexpr const char* kLinks[] = {"",
                                  "&loss_percent=10&loss_burst=4",
                                  "&bunching_ms=50&jitter_ms=20&loss_percent=3",
                                  "&disconnect_at_s=5&disconnect_for_s=2",
                                  "&mtu=23&loss_percent=1",
                                  kRestart};

bool restarts(const std::string& address) { return address.ends_with(kRestart); }

// What the device said, whatever came of it: the same device at a link without faults.
std::vector<DeviceSample> sent_by(const std::string& address) {
    auto parsed = firmware_bridge::parse_address(address);
    REQUIRE(parsed);
    for (const char* fault : {"loss_percent", "loss_burst", "disconnect_at_s", "disconnect_for_s"})
        parsed->options.erase(fault);
    const auto run = samples::parse_simulated_run(parsed->target, parsed->options);
    REQUIRE(run);
    return tests::log_of(run->device).heard.samples;
}

// How many were sent between the first and the last of them that were not recorded. Each that was recorded
// was sent, in that order.
int lacking(const Recording& recording, const std::vector<DeviceSample>& sent) {
    int lacks = 0;
    std::size_t next = 0;
    for (const ImuSample& sample : recording.samples) {
        const std::size_t before = next;
        while (next < sent.size() && !(sent[next].specific_force == sample.specific_force &&
                                       sent[next].angular_rate == sample.angular_rate))
            ++next;
        REQUIRE(next < sent.size());
        if (before > 0) lacks += int(next - before);
        ++next;
    }
    return lacks;
}

}  // namespace

TEST_CASE("of twenty devices at once every sample that was sent is in its recording or counted as missing") {
    const ScratchFolder folder;
    std::vector<std::string> addresses;
    std::string words = "live --headless --record " + (folder / "run.sacrum").string();
    for (int i = 1; i <= kDevices; ++i) {
        addresses.push_back("sim:runner?duration_s=10&speed=max&seed=" + std::to_string(i) +
                            kLinks[std::size_t(i) % std::size(kLinks)]);
        words += " '" + addresses.back() + "'";
    }
    const Run live = run_program(words);
    CHECK(live.exit_code == 0);
    CHECK(live.err.empty());
    std::map<int, json> ended;
    std::istringstream lines(live.out);
    for (std::string line; std::getline(lines, line);) {
        const json message = json::parse(line);
        if (message.contains("ended")) ended[message.at("device")] = message.at("ended");
    }
    REQUIRE(ended.size() == kDevices);

    int lossy = 0;
    for (int i = 1; i <= kDevices; ++i) {
        const std::string& address = addresses[std::size_t(i) - 1];
        INFO(address);
        const auto sent = sent_by(address);
        CHECK(int(sent.size()) == kSamples - (restarts(address) ? kSilent : 0));
        const auto recording = firmware_bridge::read_recording(
            folder / ("run-" + std::to_string(i) + ".sacrum"), firmware_bridge::make_decoder);
        REQUIRE(recording);
        const RecordingQuality& quality = recording->quality;
        CHECK(quality.samples == std::int64_t(recording->samples.size()));
        CHECK(quality.duplicate_samples == 0);
        CHECK(quality.reversed_samples == 0);
        CHECK(ended[i].at("samples") == quality.samples);
        CHECK(ended[i].at("missing_samples") == quality.missing_samples);
        CHECK(ended[i].at("device_restarts") == int(restarts(address)));
        const int lacks = lacking(*recording, sent);
        if (restarts(address)) {
            CHECK(lacks == 0);
            CHECK(quality.missing_samples == Approx(kSilent).margin(kPacket));
        } else {
            CHECK(quality.missing_samples == lacks);
        }
        lossy += lacks > 0;
    }
    CHECK(lossy > kDevices / 2);
}

}  // namespace sacrum::app
