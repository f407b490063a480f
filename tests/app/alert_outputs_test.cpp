// Alerts from the bytes on: what a session says, a replay of it and other programs hear.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <sstream>
#include <utility>

#include "app/configuration_file.hpp"
#include "app/followed_device.hpp"
#include "app/recorded_session.hpp"
#include "sinks/alerts/alert_rules.hpp"
#include "sinks/alerts/feedback_plan.hpp"
#include "sinks/report/report_message.hpp"
#include "tests/app/program.hpp"
#include "tests/support/free_port.hpp"

namespace sacrum::app {
namespace {

// The lines that --alerts json lets through.
std::string alert_lines(const std::string& lines) {
    std::istringstream text(lines);
    std::string kept;
    for (std::string line; std::getline(text, line);) {
        for (const char* kind : {"{\"alert\"", "{\"baseline\"", "{\"feedback\""}) {
            if (line.starts_with(kind)) kept += line + "\n";
        }
    }
    return kept;
}

int count(const std::string& text, const std::string& part) {
    int found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

std::string recorded(const std::filesystem::path& recording, const std::string& more = "") {
    const Run live =
        run_program("live 'sim:runner?speed_mps=3.3&duration_s=40&speed=max' --headless --record " +
                    recording.string() + " " + more);
    REQUIRE(live.exit_code == 0);
    return live.out;
}

// Every message of a recording; at `at_s` a person sets the baseline over the last `over_s`.
std::vector<proto::LiveMessage> followed(const std::filesystem::path& recording, double at_s, double over_s) {
    auto session = open_recorded_session(recording, {}, std::nullopt);
    REQUIRE(session);
    std::vector<proto::LiveMessage> said;
    auto device =
        FollowedDevice::create(session->settings, [&](const auto& message) { said.push_back(message); });
    REQUIRE(device);
    bool is_set = false;
    while (const auto* entry = session->reader.next()) {
        const auto time = firmware_bridge::time_of(*entry);
        if (!is_set && in_seconds(time) >= at_s) {
            is_set = true;
            proto::Action action;
            action.mutable_set_baseline()->set_over_s(over_s);
            (*device)->take(firmware_bridge::PersonAction{.time = time, .what = action});
        }
        (*device)->take(*entry);
    }
    return said;
}

}  // namespace

TEST_CASE("alerts of a session stand in its lines, in its settings, and in every replay") {
    const ScratchFolder folder;
    const auto recording = folder / "run.sacrum";
    const std::string said = recorded(recording, "--alert 'drop>6' --alert cadence=165..180");
    CHECK(count(said, "{\"alert\"") > 3);
    CHECK(said.find("\"rule\":[{\"measure\":\"PELVIC_DROP\",\"high\":6,\"hysteresis\":0.5") !=
          std::string::npos);
    CHECK((run_program("replay " + recording.string() + " --headless").out == said));
    CHECK((run_program("replay " + recording.string() + " --alerts json").out == alert_lines(said)));
    // Other rules take the place of the recorded ones.
    const Run other = run_program("replay " + recording.string() + " --alerts json --alert 'cadence<300'");
    CHECK(other.out.find("PELVIC_DROP") == std::string::npos);
    CHECK(count(other.out, "\"place\":\"BELOW\"") > 0);
    const Run people = run_program("replay " + recording.string());
    CHECK(people.out.find("left drop") != std::string::npos);
}

TEST_CASE("without rules and baseline a session says nothing of alerts") {
    const ScratchFolder folder;
    CHECK(alert_lines(recorded(folder / "run.sacrum")).empty());
}

TEST_CASE("a plan in a file withdraws feedback at its moments, and alerts then are not signalled") {
    const ScratchFolder folder;
    write_text(folder / "plan.toml",
               "[[feedback.rule]]\nmeasure = \"pelvic_drop\"\nhigh = 3\ndwell_s = 0\nrefractory_s = 2\n"
               "[[feedback.phase]]\nduration_s = 20\nfraction = 1\n[[feedback.phase]]\nduration_s = "
               "20\nfraction = 0\n");
    const auto recording = folder / "run.sacrum";
    const std::string said = recorded(recording, "--config " + (folder / "plan.toml").string());
    CHECK(said.find("{\"feedback\":{\"time_s\":0,\"is_given\":true,\"planned_fraction\":1}}\n") !=
          std::string::npos);
    const auto withdrawn =
        said.find("{\"feedback\":{\"time_s\":20,\"is_given\":false,\"planned_fraction\":0}}\n");
    REQUIRE(withdrawn != std::string::npos);
    CHECK(count(said.substr(0, withdrawn), "\"is_signalled\":true") > 2);
    CHECK(count(said.substr(withdrawn), "\"is_signalled\":true") == 0);
    CHECK(count(said.substr(withdrawn), "\"is_signalled\":false") > 2);
    CHECK((run_program("replay " + recording.string() + " --headless").out == said));
}

TEST_CASE("the worked schedule of docs/feedback.md is read, and withdraws as it says") {
    const auto configuration = read_configuration_file(SACRUM_SOURCE_DIR "/docs/feedback/fading.toml");
    REQUIRE(configuration);
    const auto whole = sinks::complete_feedback(configuration->feedback());
    REQUIRE(whole);
    REQUIRE(whole->rule_size() == 1);
    CHECK_FALSE((whole->rule(0).has_low() || whole->rule(0).has_high()));
    const auto plan = sinks::FeedbackPlan::create(*whole);
    REQUIRE(plan);
    double given_s = 0.0;
    std::vector<double> by_five_minutes;
    for (int second = 0; second < 2400; ++second) {
        given_s += plan->at(session_time_from_seconds(second)).is_given ? 1.0 : 0.0;
        if (second % 300 == 299) by_five_minutes.push_back(std::exchange(given_s, 0.0));
    }
    CHECK(by_five_minutes == std::vector<double>{0, 300, 300, 150, 75, 0, 0, 0});
}

TEST_CASE(
    "a baseline that a person sets comes with what is detectable, and a steady runner then stays within") {
    const ScratchFolder folder;
    const auto recording = folder / "run.sacrum";
    REQUIRE(
        run_program("record 'sim:runner?speed_mps=3.3&duration_s=120&speed=max' --out " + recording.string())
            .exit_code == 0);
    const auto said = followed(recording, 60.0, 45.0);
    int baselines = 0, signals = 0, strides = 0;
    for (const auto& message : said) {
        signals += message.has_alert() && message.alert().is_signalled();
        strides += message.has_stride() && message.stride().start_s() > 60.0;
        if (!message.has_baseline()) continue;
        ++baselines;
        REQUIRE(message.baseline().measures_size() == 7);
        for (const auto& usual : message.baseline().measures()) {
            CHECK(usual.detectable() > 0.0);
            CHECK(usual.strides() > 40);
        }
        CHECK(message.baseline().measures(0).detectable() < 3.0);
        CHECK(message.baseline().from_s() >= 14.0);
        CHECK(message.baseline().to_s() <= 60.0);
    }
    CHECK(baselines == 1);
    CHECK(strides > 100);
    CHECK(signals <= 2);
    // Once more: the same, message by message.
    const auto again = followed(recording, 60.0, 45.0);
    REQUIRE(again.size() == said.size());
    bool are_same = true;
    for (std::size_t n = 0; n < said.size(); ++n)
        are_same = are_same && said[n].SerializeAsString() == again[n].SerializeAsString();
    CHECK(are_same);
}

TEST_CASE("a baseline that comes too early is refused with a sentence, and the session goes on") {
    const ScratchFolder folder;
    const auto recording = folder / "run.sacrum";
    recorded(recording);
    int refusals = 0, strides = 0;
    for (const auto& message : followed(recording, 6.0, 0.0)) {
        strides += message.has_stride();
        if (!message.has_baseline()) continue;
        ++refusals;
        CHECK(message.baseline().measures_size() == 0);
        CHECK(message.baseline().reason().find("usable strides left") != std::string::npos);
    }
    CHECK(refusals == 1);
    CHECK(strides > 50);
}

TEST_CASE("a program that listens over UDP hears the lines of stdout, and one that does not is no fault") {
    const ScratchFolder folder;
    const auto recording = folder / "run.sacrum";
    recorded(recording);
    const int ear = socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(bind(ear, reinterpret_cast<const sockaddr*>(&address), size) == 0);
    REQUIRE(getsockname(ear, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    const std::string port = std::to_string(ntohs(address.sin_port));
    const Run replay = run_program("replay " + recording.string() +
                                   " --alert 'drop>6' --alerts json --alerts udp://127.0.0.1:" + port +
                                   " --alerts osc://127.0.0.1:" + std::to_string(tests::free_port()));
    CHECK(replay.exit_code == 0);
    CHECK(replay.err.empty());
    std::string heard;
    std::array<char, 4096> bytes{};
    for (ssize_t got = 0; (got = recv(ear, bytes.data(), bytes.size(), MSG_DONTWAIT)) >= 0;)
        heard.append(bytes.data(), std::size_t(got));
    close(ear);
    CHECK(count(heard, "\n") > 2);
    CHECK((heard == replay.out));
}

TEST_CASE("with alerts on stdout, where the page is stands on stderr") {
    RunningProgram live(
        {"live", "sim:runner?duration_s=60", "--no-record", "--port", "0", "--alerts", "json"});
    CHECK(comes_true([&] { return live.err().find("page http://127.0.0.1:") != std::string::npos; }));
    CHECK(live.out().empty());
    live.signal(SIGINT);
    CHECK(live.wait() == 0);
}

TEST_CASE("words about alerts that cannot be meant are refused before anything is begun") {
    const auto [words, finding] = GENERATE(table<std::string, std::string>(
        {{"--alert 'drip>8'", "--alert \"drip>8\" is not understood"},
         {"--alert 'drop>8' --alert drop", "alert rules: 2 of them are for left drop; give one"},
         {"--alerts xml://x", "give json, udp://host:port or osc://host:port"},
         {"--alerts json --headless", "stdout is taken by --headless or --lines"},
         {"--listen nowhere", "--listen nowhere: not an address"},
         {"--listen 0.0.0.0 --headless", "--listen: there is no page with --headless"}}));
    INFO(words);
    const Run live = run_program("live sim:runner --no-record --for 1 " + words);
    CHECK(live.exit_code == 2);
    CHECK(live.err.find(finding) != std::string::npos);
    CHECK(live.err.find('\n') == live.err.size() - 1);
    CHECK(live.out.empty());
}

}  // namespace sacrum::app
