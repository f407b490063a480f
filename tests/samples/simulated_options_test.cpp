#include "samples/simulated_options.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>

using namespace sacrum;
using namespace sacrum::samples;
using namespace std::chrono_literals;

namespace {

std::string refusal(std::string_view target, const std::map<std::string, std::string>& options) {
    const auto run = parse_simulated_run(target, options);
    return run ? "" : run.error().sentence;
}

}  // namespace

TEST_CASE("an address without options is a minute of running in real time, and nothing is lost") {
    const auto run = parse_simulated_run("runner", {});
    REQUIRE(run);
    CHECK(run->speed == 1.0);
    CHECK(run->device.runner.mode == GaitMode::running);
    CHECK(run->device.runner.duration == 60s);
    CHECK(run->device.sensor.lost_fraction == 0.0);
    CHECK(run->device.link.lost_fraction == 0.0);
}

TEST_CASE("every option reaches what it names") {
    const auto run = parse_simulated_run("walker", {{"speed_mps", "1.4"},
                                                    {"duration_s", "30"},
                                                    {"standing_s", "2"},
                                                    {"seed", "7"},
                                                    {"drop_left_deg", "5"},
                                                    {"rate_hz", "100"},
                                                    {"mtu", "23"},
                                                    {"packet_samples", "2"},
                                                    {"first_tick_us", "9"},
                                                    {"loss_percent", "5"},
                                                    {"loss_burst", "3"},
                                                    {"latency_ms", "1"},
                                                    {"jitter_ms", "0.5"},
                                                    {"bunching_ms", "30"},
                                                    {"disconnect_at_s", "9"},
                                                    {"disconnect_for_s", "3"},
                                                    {"restart_at_s", "15"},
                                                    {"restart_for_s", "0.5"},
                                                    {"rate_change_at_s", "20"},
                                                    {"rate_change_hz", "200"},
                                                    {"speed", "max"},
                                                    {"grade", "lab"},
                                                    {"mount", "up=+y,left=+x"}});
    REQUIRE(run);
    const SimulatedDeviceParams& device = run->device;
    CHECK(run->speed == 0.0);
    CHECK(device.runner.mode == GaitMode::walking);
    CHECK(device.runner.speed_mps == 1.4);
    CHECK(device.runner.duration == 30s);
    CHECK(device.runner.standing_before == 2s);
    CHECK(device.runner.seed == 7);
    CHECK(device.sensor.seed == 7);
    CHECK(device.link.seed == 7);
    REQUIRE(device.runner.drop_deg);
    CHECK((*device.runner.drop_deg)[Side::left] == 5.0);
    CHECK((*device.runner.drop_deg)[Side::right] == 4.0);
    CHECK(device.sensor.rate.si() == 100.0);
    CHECK(device.sensor.accelerometer_noise_ug_per_rthz == lab_grade().accelerometer_noise_ug_per_rthz);
    CHECK(device.sensor.mounting == "up=+y,left=+x");
    CHECK(device.notification_bytes == 20);
    CHECK(device.samples_per_packet == 2);
    CHECK(device.first_tick_us == 9);
    CHECK(device.link.lost_fraction == Approx(0.05));
    CHECK(device.link.lost_burst == 3.0);
    CHECK(device.link.latency == 1ms);
    CHECK(device.link.jitter == 500us);
    CHECK(device.link.bunching == 30ms);
    REQUIRE(device.link.outages.size() == 1);
    CHECK(device.link.outages[0].start == 9s);
    CHECK(device.link.outages[0].length == 3s);
    REQUIRE(device.restarts.size() == 1);
    CHECK(device.restarts[0].start == 15s);
    CHECK(device.restarts[0].length == 500ms);
    REQUIRE(device.rate_change);
    CHECK(device.rate_change->at == 20s);
    CHECK(device.rate_change->rate.si() == 200.0);
}

TEST_CASE("a link that is lost and a device that restarts again and again do so about as often as was said") {
    const auto device = parse_simulated_run("runner", {{"duration_s", "36000"},
                                                       {"disconnect_every_s", "600"},
                                                       {"disconnect_for_s", "3"},
                                                       {"restart_every_s", "1200"},
                                                       {"damaged_percent", "1"}})
                            ->device;
    CHECK(device.link.damaged_fraction == Approx(0.01));
    CHECK(std::abs(int(device.link.outages.size()) - 60) < 30);  // within four SD of chance
    CHECK(std::abs(int(device.restarts.size()) - 30) < 22);
    for (const auto& outage : device.link.outages) CHECK(outage.length == 3s);
    CHECK_FALSE(refusal("runner", {{"restart_at_s", "9"}, {"restart_every_s", "90"}}).empty());
}

TEST_CASE("an option that does not exist is named, and so are those that do") {
    const std::string sentence = refusal("runner", {{"sped", "3"}});
    CHECK(sentence.find("sped=3") != std::string::npos);
    CHECK(sentence.find("speed_mps") != std::string::npos);
    CHECK(sentence.find("restart_at_s") != std::string::npos);
}

TEST_CASE("a value that cannot be is refused") {
    CHECK_FALSE(refusal("horse", {}).empty());
    for (const auto& [name, text] : std::map<std::string, std::string>{{"speed_mps", "fast"},
                                                                       {"duration_s", "nan"},
                                                                       {"rate_hz", "1e9"},
                                                                       {"loss_percent", "-1"},
                                                                       {"mtu", "22"},
                                                                       {"packet_samples", "17"},
                                                                       {"speed", "-2"},
                                                                       {"grade", "gold"},
                                                                       {"seed", ""},
                                                                       {"disconnect_for_s", "2"},
                                                                       {"restart_for_s", "2"},
                                                                       {"rate_change_hz", "100"}}) {
        INFO(name << "=" << text);
        CHECK(refusal("runner", {{name, text}}).find(name) != std::string::npos);
    }
}

TEST_CASE("the help has a line for every option that an error names") {
    const std::string help = simulated_options_help();
    const std::string sentence = refusal("runner", {{"?", ""}});
    const auto names = sentence.substr(sentence.find("there are ") + 10);
    CHECK(std::count(help.begin(), help.end(), '\n') == std::count(names.begin(), names.end(), ',') + 1);
}
