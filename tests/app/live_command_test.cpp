// The whole chain as processes: a device speaks, `live` follows and records, `replay` says the same bytes
// once more, and `analyze` finds the same strides.
#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>

#include "samples/simulated_device.hpp"
#include "samples/simulated_options.hpp"
#include "tests/app/program.hpp"
#include "tests/support/free_port.hpp"
#include "tests/support/mock_bluez.hpp"
#include "tests/support/pseudo_terminal.hpp"

namespace sacrum::app {
namespace {

using nlohmann::json;

constexpr int kSamples = 6000;  // thirty seconds at 200 Hz

std::vector<json> messages_of(const std::string& lines, const std::string& kind) {
    std::vector<json> found;
    std::istringstream text(lines);
    for (std::string line; std::getline(text, line);) {
        const json message = json::parse(line);
        if (message.contains(kind)) found.push_back(message.at(kind));
    }
    return found;
}

void check_replay(const std::string& said, const std::filesystem::path& recording) {
    const Run replay = run_program("replay " + recording.string() + " --headless");
    CHECK(replay.exit_code == 0);
    CHECK(replay.err.empty());
    CHECK(replay.out.size() == said.size());
    CHECK((replay.out == said));  // in brackets: neither is printed
}

// Every field of every stride.
void check_strides(const std::string& said, const std::filesystem::path& recording) {
    const ScratchFolder results;
    const Run analysis = run_program("analyze --pass causal --json " + recording.string() + " --out " +
                                     (results / "out").string());
    REQUIRE(analysis.exit_code == 0);
    const json report = json::parse(read_text(results / "out" / recording.stem().string() / "report.json"));
    const std::vector<json> live = messages_of(said, "stride");
    REQUIRE(live.size() > 20);
    REQUIRE(report.at("strides").size() == live.size());
    for (std::size_t i = 0; i < live.size(); ++i) {
        INFO("stride " << i);
        CHECK(report.at("strides").at(i) == live[i]);
    }
}

// Of a session in which nothing may be lost.
void check_whole(const std::string& said, const std::filesystem::path& recording) {
    const auto ended = messages_of(said, "ended");
    REQUIRE(ended.size() == 1);
    CHECK(ended[0].at("samples") == kSamples);
    CHECK(ended[0].at("missing_samples") == 0);
    CHECK(ended[0].at("damaged_packets") == 0);
    CHECK(ended[0].at("skipped_bytes") == 0);
    check_replay(said, recording);
    check_strides(said, recording);
}

// Follows a device until its link is lost, for it has said everything.
std::string follow(const std::string& address, const std::filesystem::path& recording,
                   std::vector<std::string> more = {}, const std::function<void()>& begin = {}) {
    std::vector<std::string> words{"live", address, "--headless", "--record", recording.string()};
    words.insert(words.end(), more.begin(), more.end());
    RunningProgram live(words);
    REQUIRE(live.says("\"started\""));
    if (begin) begin();
    REQUIRE(live.says("\"is_up\":false"));
    live.signal(SIGINT);
    CHECK(live.wait() == 0);
    CHECK(live.err().empty());
    return live.out();
}

std::string first_word(RunningProgram& program) {
    REQUIRE(program.says("\n"));
    return program.out().substr(0, program.out().find('\n'));
}

const std::string kRunner = "sim:runner?speed_mps=3.3&duration_s=30&speed=20";

}  // namespace

TEST_CASE("what live says of a made-up device, replay says again and analyze finds") {
    const ScratchFolder folder;
    const auto recording = folder / "run.sacrum";
    const Run live = run_program("live '" + kRunner + "' --headless --record " + recording.string());
    CHECK(live.exit_code == 0);
    check_whole(live.out, recording);
}

TEST_CASE("what live says of a device on a serial line, replay says again and analyze finds") {
    if (!sacrum::tests::has_pseudo_terminals()) return;
    const ScratchFolder folder;
    const auto recording = folder / "run.sacrum";
    RunningProgram device({"simulate", "--device", "pty:" + (folder / "link").string(), "--as", kRunner});
    const std::string address = first_word(device);
    check_whole(follow(address, recording), recording);
    CHECK(device.wait() == 0);
}

TEST_CASE("what live says of a device behind a TCP port, replay says again and analyze finds") {
    const ScratchFolder folder;
    const auto recording = folder / "run.sacrum";
    RunningProgram device({"simulate", "--device", "tcp://127.0.0.1:0", "--as", kRunner});
    const std::string address = first_word(device);
    check_whole(follow(address, recording), recording);
    CHECK(device.wait() == 0);
}

TEST_CASE("what live says of a device that sends datagrams, replay says again and analyze finds") {
    const ScratchFolder folder;
    const auto recording = folder / "run.sacrum";
    std::optional<RunningProgram> device;
    const std::string port = std::to_string(tests::free_port());
    // Slower than the others: what a busy machine does not fetch in time, a datagram's socket drops.
    const std::string runner = "sim:runner?speed_mps=3.3&duration_s=30&speed=5";
    const std::string said = follow("udp://:" + port, recording, {}, [&] {
        device.emplace(
            std::vector<std::string>{"simulate", "--device", "udp://127.0.0.1:" + port, "--as", runner});
    });
    check_whole(said, recording);
}

TEST_CASE("what live says of a Bluetooth device, replay says again and analyze finds") {
    const auto bluez = tests::MockBluez::start();
    if (!bluez) {
        WARN("no dbus-daemon or no python3 with dbus and gi here: not tested");
        return;
    }
    const ScratchFolder folder;
    const auto recording = folder / "run.sacrum";
    const auto run = samples::parse_simulated_run("runner", {{"speed_mps", "3.3"}, {"duration_s", "30"}});
    REQUIRE(run);
    auto device = samples::SimulatedDevice::create(run->device);
    REQUIRE(device);
    {
        std::ofstream notifications(folder / "notifications", std::ios::binary);
        while (const auto event = device->next()) {
            if (event->kind != samples::DeviceEvent::Kind::bytes) continue;
            const std::size_t size = event->bytes.size();
            notifications.put(char(size & 0xFFU)).put(char(size >> 8U));
            for (const std::byte byte : event->bytes) notifications.put(char(byte));
        }
    }
    const std::string address = "AA:BB:CC:00:00:01";
    bluez->tell("device " + address + " nus name=Sacrum");
    bluez->tell("play " + address + " " + (folder / "notifications").string() + " 1");
    bluez->tell("depart " + address);
    check_whole(follow("ble:?name=Sacrum", recording), recording);
}

TEST_CASE("a Bluetooth device is let go of when the session ends") {
    const auto bluez = tests::MockBluez::start();
    if (!bluez) {
        WARN("no dbus-daemon or no python3 with dbus and gi here: not tested");
        return;
    }
    const std::string address = "AA:BB:CC:00:00:02";
    bluez->tell("device " + address + " nus");
    RunningProgram live({"live", "ble:" + address, "--headless"});
    REQUIRE(live.says("\"is_up\":true"));
    CHECK(bluez->is("connected", address));
    live.signal(SIGINT);
    CHECK(live.wait() == 0);
    CHECK(comes_true([&] { return !bluez->is("connected", address); }));
}

TEST_CASE("live and replay agree where a link or a device fails") {
    const auto [fault, has_one_rate] =
        GENERATE(table<std::string, bool>({{"disconnect_at_s=12&disconnect_for_s=4", true},
                                           {"restart_at_s=14", true},
                                           {"loss_percent=5&loss_burst=3&bunching_ms=50&jitter_ms=20", true},
                                           {"loss_percent=2&disconnect_at_s=10&restart_at_s=20", true},
                                           {"rate_change_at_s=15&rate_change_hz=100",
                                            false}}));  // analyze goes on with the first rate's filters
    INFO(fault);
    const ScratchFolder folder;
    const auto recording = folder / "run.sacrum";
    const Run live = run_program("live 'sim:runner?duration_s=30&speed=max&" + fault +
                                 "' --headless --record " + recording.string());
    CHECK(live.exit_code == 0);
    check_replay(live.out, recording);
    if (has_one_rate) check_strides(live.out, recording);
}

TEST_CASE("settings of a live session are those of its replay and its analysis") {
    const ScratchFolder folder;
    const auto recording = folder / "run.sacrum";
    const Run live = run_program(
        "live 'sim:runner?duration_s=30&speed=max' --headless --mount auto "
        "--swap-sides --record " +
        recording.string());
    CHECK(live.exit_code == 0);
    check_replay(live.out, recording);
    check_strides(live.out, recording);
}

TEST_CASE("each of several devices says what it says alone, and none loses a sample") {
    constexpr int kDevices = 8;
    std::string words = "live --headless";
    std::vector<std::string> addresses;
    for (int i = 0; i < kDevices; ++i) {
        addresses.push_back("sim:runner?duration_s=20&speed=50&seed=" + std::to_string(i + 1));
        words += " '" + addresses.back() + "'";
    }
    const Run together = run_program(words);
    CHECK(together.exit_code == 0);
    for (int i = 0; i < kDevices; ++i) {
        INFO("device " << i + 1);
        const Run alone = run_program("live --headless '" + addresses[std::size_t(i)] + "'");
        std::string own;
        const std::string number = ",\"device\":" + std::to_string(i + 1) + "}";
        std::istringstream lines(together.out);
        for (std::string line; std::getline(lines, line);) {
            if (line.ends_with(number)) own += line.substr(0, line.size() - number.size()) + "}\n";
        }
        CHECK((own == alone.out));
        const auto ended = messages_of(own, "ended");
        REQUIRE(ended.size() == 1);
        CHECK(ended[0].at("samples") == 4000);
        CHECK(ended[0].at("missing_samples") == 0);
    }
}

}  // namespace sacrum::app
