// Any words after sim: are refused with a sentence, or ask for a device whose numbers are within bounds.
#include <cmath>
#include <cstdint>

#include "firmware_bridge/transport/address.hpp"
#include "samples/simulated_options.hpp"
#include "tests/fuzz/fail_on.hpp"
#include "tests/fuzz/sentence_oracle.hpp"

namespace {

using sacrum::Duration;

bool is_within(Duration time, std::chrono::hours most) { return time >= Duration{} && time <= most; }

std::string fault_in(const sacrum::samples::SimulatedRun& run) {
    constexpr auto kDay = std::chrono::hours(24);
    const auto& device = run.device;
    if (!(run.speed >= 0.0 && run.speed <= 1e6)) return "the session's speed is no speed";
    if (!(device.runner.speed_mps >= 0.1 && device.runner.speed_mps <= 10.0)) return "nobody is so fast";
    if (!(device.sensor.rate.si() >= 20.0 && device.sensor.rate.si() <= 2000.0)) return "the rate is no rate";
    if (!is_within(device.runner.duration, kDay) || !is_within(device.runner.standing_before, kDay))
        return "the session is longer than a day";
    if (device.notification_bytes < 20 || device.notification_bytes > 514) return "no MTU is so large";
    if (device.samples_per_packet > 16) return "a packet holds more samples than fit";
    if (!(device.link.lost_fraction >= 0.0 && device.link.lost_fraction <= 0.9)) return "all is lost";
    if (!(device.link.lost_burst >= 1.0 && device.link.lost_burst <= 1000.0)) return "a burst is none";
    for (const auto& outage : device.link.outages)
        if (!is_within(outage.start, kDay) || !is_within(outage.length, kDay)) return "an outage is nowhere";
    for (const auto& restart : device.restarts)
        if (!is_within(restart.start, kDay) || !is_within(restart.length, kDay))
            return "a restart is nowhere";
    if (!(device.link.damaged_fraction >= 0.0 && device.link.damaged_fraction <= 0.9))
        return "all is damaged";
    if (device.rate_change && !is_within(device.rate_change->at, kDay)) return "the rate changes never";
    if (device.runner.drop_deg)
        for (const double drop : {device.runner.drop_deg->left, device.runner.drop_deg->right})
            if (!(drop >= -5.0 && drop <= 20.0)) return "no pelvis drops so far";
    return {};
}

std::string try_text(std::string_view text) {
    const auto address = sacrum::firmware_bridge::parse_address("sim:" + std::string(text));
    if (!address) return {};
    const auto run = sacrum::samples::parse_simulated_run(address->target, address->options);
    if (run) return fault_in(*run);
    std::string words = address->target;
    for (const auto& [name, word] : address->options) words += ' ' + name + ' ' + word;
    return sacrum::fuzz::fault_in_sentence(run.error(), words);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    return sacrum::fuzz::fail_on(try_text(sacrum::fuzz::text_of(bytes, size)));
}
