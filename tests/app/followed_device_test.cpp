// What a person does in a session: in the recording, in what is said of it live and again, and in its
// analysis.
#include <fcntl.h>
#include <google/protobuf/util/json_util.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <map>
#include <sstream>

#include "firmware_bridge/recording/recording_reader.hpp"
#include "firmware_bridge/recording/recording_writer.hpp"
#include "proto/live.pb.h"
#include "proto/report.pb.h"
#include "tests/app/program.hpp"

namespace sacrum::app {
namespace {

using firmware_bridge::PersonAction;
using firmware_bridge::RecordingReader;
using firmware_bridge::RecordingWriter;

template <class Message>
Message from_json(const std::string& text) {
    Message message;
    REQUIRE(google::protobuf::util::JsonStringToMessage(text, &message).ok());
    return message;
}

proto::Action action(const std::string& json) { return from_json<proto::Action>(json); }

std::filesystem::path recorded(const ScratchFolder& folder, const std::string& address) {
    const auto path = folder / "plain.sacrum";
    REQUIRE(run_program("record '" + address + "&speed=max' --out " + path.string()).exit_code == 0);
    return path;
}

struct Done {
    double after_s;
    const char* what;
};

// The recording once more, as if a person had done that.
std::filesystem::path with_actions(const std::filesystem::path& plain, const std::filesystem::path& path,
                                   const std::vector<Done>& done) {
    auto reader = RecordingReader::open(plain);
    REQUIRE(reader);
    auto writer = RecordingWriter::create(path, *reader->header());
    REQUIRE(writer);
    auto next = done.begin();
    while (const auto* entry = reader->next()) {
        if (std::holds_alternative<firmware_bridge::RecordingEnd>(*entry)) break;
        const auto time = firmware_bridge::time_of(*entry);
        for (; next != done.end() && next->after_s <= in_seconds(time); ++next)
            writer->append(
                PersonAction{.time = duration_from_seconds(next->after_s), .what = action(next->what)});
        writer->append(*entry);
    }
    REQUIRE(next == done.end());
    REQUIRE(writer->close(firmware_bridge::EndReason::device_ended));
    return path;
}

std::vector<proto::LiveMessage> messages_in(const std::string& lines) {
    std::vector<proto::LiveMessage> messages;
    std::istringstream text(lines);
    for (std::string line; std::getline(text, line);) messages.push_back(from_json<proto::LiveMessage>(line));
    return messages;
}

std::vector<proto::LiveMessage> replayed(const std::filesystem::path& recording) {
    const Run run = run_program("replay --headless " + recording.string());
    REQUIRE(run.exit_code == 0);
    return messages_in(run.out);
}

proto::SessionReport analyzed(const std::filesystem::path& recording, const std::string& out,
                              const std::string& options = "--pass causal") {
    const Run run = run_program("analyze " + recording.string() + " --out " + out + " " + options);
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    return from_json<proto::SessionReport>(
        read_text(std::filesystem::path(out) / recording.stem() / "report.json"));
}

proto::Side opposite(proto::Side side) {
    return side == proto::LEFT ? proto::RIGHT : side == proto::RIGHT ? proto::LEFT : side;
}

// Stdin of a program, written by the test.
class Typing {
  public:
    Typing() { REQUIRE(pipe2(ends_.data(), O_CLOEXEC) == 0); }
    ~Typing() { stop(); }
    Typing(const Typing&) = delete;
    Typing& operator=(const Typing&) = delete;
    [[nodiscard]] std::function<void()> as_stdin() const {
        return [reader = ends_[0]] { dup2(reader, STDIN_FILENO); };
    }
    void type(const std::string& line) const {
        const std::string text = line + "\n";
        REQUIRE(write(ends_[1], text.data(), text.size()) == ssize_t(text.size()));
    }
    void stop() {
        if (ends_[1] >= 0) close(std::exchange(ends_[1], -1));
        if (ends_[0] >= 0) close(std::exchange(ends_[0], -1));
    }

  private:
    std::array<int, 2> ends_{-1, -1};
};

constexpr const char* kActions[] = {
    R"({"note":{"kind":"pain","text":"left hip","number":3}})",
    R"({"swap_sides":{}})",
    R"({"calibrate":{"duration_s":2}})",
    R"({"begin_stage":{"name":"tempo","speed_m_per_s":3.5,"incline_percent":1}})",
    R"({"set_baseline":{"over_s":10}})",
    R"({"set_bands":{"bands":[{"measure":"PELVIC_DROP","high":7.5}]}})",
    R"({"clear_baseline":{}})",
    R"({"end_stage":{}})",
};

}  // namespace

TEST_CASE(
    "after an exchange of sides a session says what the causal analysis says, and before it the same of the "
    "other side") {
    const ScratchFolder folder;
    const auto plain = recorded(folder, "sim:runner?duration_s=50");
    const int swaps = GENERATE(1, 2);
    std::vector<Done> done{{20.0, R"({"swap_sides":{}})"}};
    if (swaps == 2) done.push_back({35.0, R"({"swap_sides":{}})"});
    const auto recording = with_actions(plain, folder / "run.sacrum", done);
    const auto report = analyzed(recording, (folder / "out").string());
    CHECK(report.side_swaps() == std::uint32_t(swaps));
    CHECK(report.sides_swapped_by_hand() == (swaps == 1));
    int seen_swaps = 0, stride = 0, before = 0;
    for (const auto& message : replayed(recording)) {
        seen_swaps += message.has_action();
        if (!message.has_stride()) continue;
        REQUIRE(stride < report.strides_size());
        proto::Stride expected = report.strides(stride++);
        const bool is_exchanged = (swaps - seen_swaps) % 2 != 0;
        if (is_exchanged) expected.set_side(opposite(expected.side()));
        before += seen_swaps == 0;
        CHECK(message.stride().SerializeAsString() == expected.SerializeAsString());
    }
    CHECK(stride == report.strides_size());
    CHECK(before > 10);
    CHECK(seen_swaps == swaps);
    const auto whole = analyzed(recording, (folder / "refined").string(), "");
    const auto as_it_was = analyzed(plain, (folder / "refined").string(), "");
    REQUIRE(whole.left().metrics_size() > 0);
    const auto& other = swaps == 1 ? as_it_was.right() : as_it_was.left();
    CHECK(whole.left().SerializeAsString() == other.SerializeAsString());
    const std::string page = read_text(folder / "refined/run/report.html");
    CHECK(page.find(swaps == 1
                        ? "swapped by hand, exchanged once during the session"
                        : "exchanged 2 times during the session and so as at first") != std::string::npos);
}

TEST_CASE("a person who stands for it is told what came of it, and the analysis takes the same level") {
    const ScratchFolder folder;
    const auto plain = recorded(folder, "sim:runner?duration_s=50&standing_s=15");
    const auto recording = with_actions(
        plain, folder / "run.sacrum",
        {{8.0, R"({"calibrate":{"duration_s":4}})"}, {30.0, R"({"calibrate":{"duration_s":4}})"}});
    std::vector<proto::CalibrationResult> said;
    std::vector<proto::MountingState> mounting;
    for (const auto& message : replayed(recording)) {
        if (message.has_calibration()) said.push_back(message.calibration());
        if (message.has_mounting()) mounting.push_back(message.mounting());
    }
    REQUIRE(said.size() == 2);
    CHECK(said[0].is_accepted());
    CHECK(said[0].has_obliquity_deg());
    CHECK(said[0].end_s() - said[0].start_s() == Approx(4.0));
    CHECK_FALSE(said[1].is_accepted());
    CHECK(said[1].reason().find("stand still") != std::string::npos);
    REQUIRE(!mounting.empty());
    CHECK(mounting.back().is_known());
    CHECK(mounting.back().method() == "declared");
    CHECK(mounting.back().standing_sd_deg() == Approx(said[0].sd_deg()));

    const auto causal = analyzed(recording, (folder / "out").string());
    REQUIRE(causal.calibrations_size() == 2);
    CHECK(causal.calibrations(0).SerializeAsString() == said[0].SerializeAsString());
    CHECK(causal.calibrations(1).SerializeAsString() == said[1].SerializeAsString());
    CHECK(causal.mounting().calibrated_at_s() == said[0].end_s());
    CHECK(causal.mounting().standing_obliquity_deg() == Approx(said[0].obliquity_deg()));
    const auto refined = analyzed(recording, (folder / "refined").string(), "");
    REQUIRE(refined.calibrations_size() == 2);
    CHECK(refined.calibrations(0).is_accepted());
    CHECK_FALSE(refined.calibrations(1).is_accepted());
    CHECK(refined.mounting().calibrated_at_s() == said[0].end_s());
}

TEST_CASE("an analysis measures stage by stage and lists the marks") {
    const ScratchFolder folder;
    const auto plain = recorded(folder, "sim:runner?duration_s=60");
    const auto recording =
        with_actions(plain, folder / "run.sacrum",
                     {{0.0, R"({"begin_stage":{"name":"stand"}})"},
                      {10.0, R"({"begin_stage":{"name":"easy, flat","speed_m_per_s":2.8}})"},
                      {22.5, R"({"note":{"kind":"pain","number":4,"text":"<left> hip"}})"},
                      {30.0, R"({"begin_stage":{"name":"hill","incline_percent":4}})"},
                      {50.0, R"({"end_stage":{}})"}});
    for (const std::string pass : {"--pass causal", ""}) {
        CAPTURE(pass);
        const auto report = analyzed(recording, (folder / "out").string(), pass);
        REQUIRE(report.stages_size() == 3);
        const auto& easy = report.stages(1);
        CHECK(easy.name() == "easy, flat");
        CHECK(easy.speed_m_per_s() == 2.8);
        CHECK(easy.start_s() == Approx(10.0).margin(0.2));
        CHECK(easy.end_s() == report.stages(2).start_s());
        CHECK(report.stages(2).end_s() == Approx(50.0).margin(0.2));
        std::map<std::string, std::uint32_t> used;
        std::istringstream rows(read_text(folder / "out/run/strides.csv"));
        std::string row;
        REQUIRE(std::getline(rows, row));
        CHECK(row.ends_with(",stage"));
        const auto valid = [](const proto::Stride& stride, const proto::StageSummary& stage) {
            return stride.is_valid() && stride.start_s() >= stage.start_s() &&
                   stride.start_s() < stage.end_s();
        };
        for (const auto& stage : report.stages()) {
            std::uint32_t left = 0, right = 0;
            for (const auto& stride : report.strides()) {
                left += valid(stride, stage) && stride.side() == proto::LEFT;
                right += valid(stride, stage) && stride.side() == proto::RIGHT;
            }
            CHECK(stage.left().strides_used() == left);
            CHECK(stage.right().strides_used() == right);
        }
        CHECK(easy.left().strides_used() > 15);
        CHECK(easy.left().metrics_size() > 10);
        int in_hill = 0;
        while (std::getline(rows, row)) in_hill += row.ends_with(",hill");
        CHECK(in_hill > 40);
        REQUIRE(report.marks_size() == 1);
        CHECK(report.marks(0).time_s() == Approx(22.5).margin(0.2));
        CHECK(report.marks(0).number() == 4.0);
        const std::string page = read_text(folder / "out/run/report.html");
        CHECK(page.find("<h2>Stages</h2>") != std::string::npos);
        CHECK(page.find("hill, 4 %") != std::string::npos);
        CHECK(page.find("pain 4 &lt;left&gt; hip") != std::string::npos);
    }
    const Run run = run_program("analyze " + recording.string() + " --out " + (folder / "o").string());
    CHECK(run.out.find("stage easy, flat, 2.8 m/s (1") != std::string::npos);
    CHECK(run.out.find("pain 4 <left> hip") != std::string::npos);
}

TEST_CASE("every kind of action is said live, stands in the recording, and is said again byte for byte") {
    const ScratchFolder folder;
    const auto recording = folder / "run.sacrum";
    Typing typing;
    RunningProgram live({"live", "sim:runner?duration_s=600&speed=10&standing_s=20", "--headless",
                         "--actions", "--record", recording.string()},
                        typing.as_stdin());
    REQUIRE(live.says("\"rate\""));
    std::size_t lines = 0;
    for (const char* what : kActions) {
        typing.type(what);
        ++lines;
        REQUIRE(comes_true([&] {
            const std::string out = live.out();
            std::size_t said = 0;
            const std::string begin = "\n{\"action\"";
            for (auto at = out.find(begin); at != std::string::npos; at = out.find(begin, at + 1)) ++said;
            return said == lines;
        }));
    }
    typing.type("{\"dance\":{}}");
    typing.type(R"({"calibrate":{"duration_s":900}})");
    REQUIRE(comes_true([&] { return live.err().find("seconds of standing 900") != std::string::npos; }));
    CHECK(live.err().find("is no action") != std::string::npos);
    REQUIRE(live.says("\"calibration\""));
    REQUIRE(live.says("\"stride\""));
    live.signal(SIGINT);
    CHECK(live.wait() == 0);
    const Run replay = run_program("replay --headless " + recording.string());
    CHECK((live.out() == replay.out));
    std::vector<int> kinds;
    for (const auto& message : messages_in(replay.out))
        if (message.has_action()) {
            kinds.push_back(message.action().action().what_case());
            CHECK(message.action().action().author() == "command line");
        }
    REQUIRE(kinds.size() == std::size(kActions));
    for (std::size_t i = 0; i < kinds.size(); ++i) CHECK(kinds[i] == int(action(kActions[i]).what_case()));
}

TEST_CASE("a program that is killed has kept what a person did more than a second ago") {
    const ScratchFolder folder;
    const auto recording = folder / "run.sacrum";
    Typing typing;
    RunningProgram live(
        {"live", "sim:runner?duration_s=600", "--headless", "--actions", "--record", recording.string()},
        typing.as_stdin());
    REQUIRE(live.says("\"rate\""));
    for (const char* what : kActions) typing.type(what);
    REQUIRE(live.says("end_stage"));
    REQUIRE(comes_true([&] {
        const Run info = run_program("info " + recording.string());
        return info.out.find("stage ended") != std::string::npos;
    }));
    live.signal(SIGKILL);
    CHECK(live.wait() == 128 + SIGKILL);
    const Run info = run_program("info " + recording.string());
    CHECK(info.exit_code == 0);
    for (const char* words : {"pain 3 left hip", "sides exchanged", "stands still for 2 s",
                              "stage tempo, 3.5 m/s, 1 %", "baseline set", "bands set", "baseline cleared"})
        CHECK(info.out.find(words) != std::string::npos);
}

TEST_CASE("a plan's stages begin by themselves at their time of the session, the same in the recording") {
    const ScratchFolder folder;
    write_text(folder / "plan.toml",
               "[[stage]]\nname = \"warm-up\"\nduration_s = 20\nspeed_m_per_s = 2.5\n"
               "[[stage]]\nname = \"fast\"\nduration_s = 15.5\nspeed_m_per_s = 4\n");
    const auto recording = (folder / "run.sacrum").string();
    const Run live = run_program("live 'sim:runner?duration_s=60&speed=max' --headless --stages " +
                                 (folder / "plan.toml").string() + " --record " + recording);
    CHECK(live.exit_code == 0);
    CHECK((live.out == run_program("replay --headless " + recording).out));
    std::vector<proto::ActionTaken> taken;
    for (const auto& message : messages_in(live.out))
        if (message.has_action()) taken.push_back(message.action());
    REQUIRE(taken.size() == 3);
    CHECK_FALSE(taken[0].has_time_s());  // with the session, before the first sample
    CHECK(taken[0].action().author() == "plan");
    CHECK(taken[1].time_s() == Approx(20.0).margin(0.1));
    CHECK(taken[1].action().begin_stage().name() == "fast");
    CHECK(taken[2].time_s() == Approx(35.5).margin(0.1));
    CHECK(taken[2].action().has_end_stage());
    const auto report = analyzed(recording, (folder / "out").string());
    REQUIRE(report.stages_size() == 2);
    CHECK(report.stages(1).end_s() == taken[2].time_s());
}

}  // namespace sacrum::app
