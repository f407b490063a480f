#include <SQLiteCpp/SQLiteCpp.h>
#include <google/protobuf/util/json_util.h>

#include <csignal>
#include <random>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>

#include "app/exit_code.hpp"
#include "proto/history.pb.h"
#include "tests/app/program.hpp"

using namespace sacrum;
using namespace sacrum::app;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// A walk, and the folder of its analysis.
struct Walk {
    ScratchFolder folder;
    std::filesystem::path recording = folder / "walk.imu.csv";
    std::filesystem::path report = folder / "out/walk/report.json";
    Walk() {
        REQUIRE(run_program("simulate --gait walking --duration 30 --out " + recording.string()).exit_code ==
                0);
        REQUIRE(
            run_program("analyze " + recording.string() + " --out " + (folder / "out").string()).exit_code ==
            0);
    }
};
const Walk& walk() {
    static const Walk kWalk;
    return kWalk;
}

// Reports that differ, as of `count` sessions.
std::vector<std::string> reports(const ScratchFolder& folder, const std::string& name, int count) {
    static const proto::SessionReport kReport = [] {
        proto::SessionReport report;
        REQUIRE(google::protobuf::util::JsonStringToMessage(read_text(walk().report), &report).ok());
        report.clear_strides();
        return report;
    }();
    std::vector<std::string> files;
    for (int i = 0; i < count; ++i) {
        proto::SessionReport report = kReport;
        report.set_recording(name + std::to_string(i));
        report.mutable_quality()->set_samples(std::uint32_t(1000 + i));
        report.set_duration_s(30.0 + double(name.front()));
        std::string json;
        REQUIRE(google::protobuf::util::MessageToJsonString(report, &json).ok());
        files.push_back((folder / (name + std::to_string(i) + ".json")).string());
        write_text(files.back(), json);
    }
    return files;
}

// Names of the files that were said to be kept.
std::set<std::string> acknowledged(const std::string& out) {
    std::set<std::string> files;
    std::istringstream lines(out);
    for (std::string line; std::getline(lines, line);) {
        if (!line.ends_with(": added")) continue;
        const auto end = line.rfind(".json");
        files.insert(line.substr(line.rfind(' ', end) + 1, end - line.rfind(' ', end) - 1));
    }
    return files;
}

std::set<std::string> kept_in(const std::filesystem::path& file) {
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
    CHECK(std::string(database.execAndGet("PRAGMA integrity_check").getText()) == "ok");
    CHECK(database.execAndGet("SELECT count(*) FROM sessions WHERE id NOT IN (SELECT session_id FROM sides)")
              .getInt() == 0);
    std::set<std::string> names;
    SQLite::Statement row(database, "SELECT recording FROM sessions");
    while (row.executeStep()) names.insert(row.getColumn(0).getString());
    return names;
}

std::vector<std::string> add_call(const std::filesystem::path& file, const std::string& person,
                                  const std::vector<std::string>& files) {
    std::vector<std::string> words{"history", "add",         "--person",  person,
                                   "--file",  file.string(), "--context", "date=2026-03-01"};
    words.insert(words.end(), files.begin(), files.end());
    return words;
}

}  // namespace

TEST_CASE("every history command's help opens with its purpose and ends with two examples") {
    for (const std::string command :
         {"", " add", " list", " show", " trend", " view", " export", " delete"}) {
        const Run run = run_program("history" + command + " --help");
        INFO(run.out);
        CHECK(run.exit_code == 0);
        CHECK(run.out.substr(0, run.out.find('\n')).ends_with("."));
        const auto examples = run.out.find("Examples:");
        REQUIRE(examples != std::string::npos);
        std::size_t calls = 0;
        for (auto at = examples; (at = run.out.find("    sacrum history", at + 1)) != std::string::npos;)
            ++calls;
        CHECK(calls == 2);
    }
    CHECK(has(run_program("history").out, "sacrum history add"));
}

TEST_CASE("a recording and its report.json are one session, kept where XDG says") {
    const ScratchFolder home;
    const std::string place = "XDG_DATA_HOME=" + (home / "data").string();
    const Run first = run_program("history add " + walk().recording.string() +
                                      " --new --person anna --context date=2026-03-01,surface=road",
                                  place);
    INFO(first.err << first.out);
    CHECK(first.exit_code == 0);
    CHECK(first.err.empty());
    CHECK(first.out.starts_with("P-"));
    CHECK(std::filesystem::exists(home / "data/sacrum/history.sqlite"));
    for (const auto& again : {walk().recording, walk().report}) {
        const Run run = run_program("history add " + again.string() + " --person anna", place);
        CHECK(run.exit_code == 0);
        CHECK(has(run.out, "not counted twice"));
    }
    const Run list = run_program("history list --person anna", place);
    CHECK(std::count(list.out.begin(), list.out.end(), '\n') == 1);
    CHECK(has(list.out, "2026-03-01"));
    CHECK(has(list.out, "road"));
}

TEST_CASE("show says of the newest session what has changed, for people and for programs") {
    const ScratchFolder folder;
    const std::string file = " --file " + (folder / "h.sqlite").string();
    const auto other = folder / "other.imu.csv";
    REQUIRE(
        run_program("simulate --gait walking --duration 30 --seed 4 --drop-left 9 --out " + other.string())
            .exit_code == 0);
    REQUIRE(run_program("history add " + walk().report.string() +
                        " --new --person anna --context date=2026-03-01,distance_km=4" + file)
                .exit_code == 0);
    REQUIRE(run_program("history add " + other.string() + " --person anna --context date=2026-03-08" + file)
                .exit_code == 0);
    const Run run = run_program("history show --person anna" + file);
    INFO(run.out);
    CHECK(has(run.out, "more than usual for you"));
    CHECK(has(run.out, "ten people on one day"));
    CHECK_FALSE(has(run.out, "abnormal"));
    proto::PersonHistory history;
    REQUIRE(google::protobuf::util::JsonStringToMessage(
                run_program("history show --json --person anna" + file).out, &history)
                .ok());
    CHECK(history.label() == "anna");
    CHECK(history.sessions_size() == 2);
    CHECK(history.sessions(0).distance_km() == 4.0);
    REQUIRE(history.changes().changes_size() > 0);
    CHECK(history.changes().changes(0).metric() == "cpd_peak_deg");
    CHECK(history.changes().changes(0).verdict() == proto::CHANGE_MORE_THAN_CHANCE);
    CHECK(history.changes().changes(0).basis() == proto::SAME_DAY_WALKS);
}

TEST_CASE(
    "a volume jump is said in the week it happens, and an export holds the sessions without the label") {
    const ScratchFolder folder;
    const std::string file = " --file " + (folder / "h.sqlite").string();
    const auto files = reports(folder, "r", 5);
    const char* const days[] = {"2026-03-03", "2026-03-10", "2026-03-17", "2026-03-24", "2026-04-01"};
    for (int i = 0; i < 5; ++i) {
        const std::string km = i == 4 ? "42.2" : "5";
        REQUIRE(run_program("history add " + files[std::size_t(i)] + " --person anna" +
                            (i == 0 ? " --new" : "") + " --context distance_km=" + km + ",date=" + days[i] +
                            file)
                    .exit_code == 0);
        const Run trend = run_program("history trend --person anna" + file);
        INFO(trend.out);
        CHECK(has(trend.out, "more than usual for you: 42.2 km") == (i == 4));
    }
    const auto page = folder / "page.html";
    const Run view = run_program("history view --person anna --out " + page.string() + file);
    CHECK(view.exit_code == 0);
    CHECK(view.out == page.string() + "\n");
    const std::string html = read_text(page);
    CHECK(has(html, "This week is more than usual for you: 42.2 km"));
    CHECK(has(html, "jump: 42.2 km"));
    CHECK_FALSE(has(html, "anna"));
    CHECK(run_program("history view --person nobody" + file).exit_code == int(ExitCode::usage));
    for (const char* end : {"csv", "json"}) {
        const auto out = folder / ("anna_export." + std::string(end));
        const Run run = run_program("history export --person anna --out " + out.string() + file);
        CHECK(run.exit_code == 0);
        const std::string text = read_text(out);
        CHECK(has(text, "42.2"));
        CHECK(has(text, "cpd_peak_deg"));
        CHECK_FALSE(has(text, "anna"));
    }
    CHECK(run_program("history export --person anna --out x.xml" + file).exit_code == int(ExitCode::usage));
}

TEST_CASE("one bad file does not stop the others, and a call that is wrong is one sentence with its remedy") {
    const ScratchFolder folder;
    const std::string file = " --file " + (folder / "h.sqlite").string();
    write_text(folder / "bad.json", "{\"nothing\": 1}");
    const Run run = run_program("history add " + (folder / "bad.json").string() + " " +
                                walk().report.string() + " --new" + file);
    CHECK(run.exit_code == int(ExitCode::input));
    CHECK(has(run.err, "bad.json"));
    CHECK(has(run.out, "report.json: added"));
    for (const char* words :
         {"history add x.csv", "history add x.csv --person nobody", "history show --person nobody",
          "history add x.csv --new --context camber=steep", "history add x.csv --new --context height=3",
          "history add x.csv --new --context date=2026-02-30", "history delete --person nobody",
          "history add x.csv --new --context distance_km=-3"}) {
        const Run wrong = run_program(words + file);
        INFO(words << " -> " << wrong.err);
        CHECK(wrong.exit_code == int(ExitCode::usage));
        CHECK(wrong.err.starts_with("sacrum: "));
        CHECK(std::count(wrong.err.begin(), wrong.err.end(), '\n') == 1);
    }
}

TEST_CASE("a person is not begun for a recording that cannot be kept") {
    const ScratchFolder folder;
    const std::string file = " --file " + (folder / "h.sqlite").string();
    REQUIRE(run_program("history add " + walk().report.string() + " --new" + file).exit_code == 0);
    const Run again = run_program("history add " + walk().report.string() + " --new" + file);
    CHECK(again.exit_code == int(ExitCode::usage));
    CHECK(has(again.err, "another person"));
    const Run list = run_program("history list" + file);
    CHECK(std::count(list.out.begin(), list.out.end(), '\n') == 1);
}

TEST_CASE("killed at any moment, the history is whole and holds every session that was acknowledged") {
    const ScratchFolder folder;
    const auto file = folder / "h.sqlite";
    REQUIRE(
        run_program("history add " + walk().report.string() + " --new --person anna --file " + file.string())
            .exit_code == 0);
    std::mt19937 random(5);
    std::set<std::string> all;
    for (int round = 0; round < 12; ++round) {
        const std::string name(1, char('a' + round));
        const auto files = reports(folder, name, 60);
        RunningProgram program(add_call(file, "anna", files));
        // After some have been acknowledged, at a moment that has nothing to do with them.
        const std::size_t after = random() % 50;
        REQUIRE(
            comes_true([&] { return acknowledged(program.out()).size() >= after || program.has_ended(); }));
        for (volatile std::uint64_t spin = random() % 3'000'000; spin > 0;) spin = spin - 1;
        program.signal(SIGKILL);
        program.wait();
        const auto said = acknowledged(program.out());
        all.insert(said.begin(), said.end());
        const auto kept = kept_in(file);
        for (const std::string& session : all) {
            INFO(session);
            CHECK(kept.contains(session));
        }
    }
    CHECK(all.size() > 60);
}

TEST_CASE("two programs that add at once lose nothing") {
    const ScratchFolder folder;
    const auto file = folder / "h.sqlite";
    REQUIRE(
        run_program("history add " + walk().report.string() + " --new --person anna --file " + file.string())
            .exit_code == 0);
    RunningProgram first(add_call(file, "anna", reports(folder, "x", 80)));
    RunningProgram second(add_call(file, "anna", reports(folder, "y", 80)));
    CHECK(first.wait() == 0);
    CHECK(second.wait() == 0);
    CHECK(acknowledged(first.out()).size() == 80);
    CHECK(acknowledged(second.out()).size() == 80);
    CHECK(kept_in(file).size() == 161);
}

TEST_CASE("two programs that begin the same history at once both find it") {
    const ScratchFolder folder;
    for (int round = 0; round < 5; ++round) {
        const auto file = folder / ("h" + std::to_string(round));
        const auto call = [&](const std::string& name) {
            auto words = add_call(file, name, reports(folder, name, 3));
            words.emplace_back("--new");
            return words;
        };
        RunningProgram first(call("x"));
        RunningProgram second(call("y"));
        INFO(first.err() << second.err());
        CHECK(first.wait() == 0);
        CHECK(second.wait() == 0);
        CHECK(kept_in(file).size() == 6);
    }
}
