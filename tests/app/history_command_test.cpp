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
    for (const std::string command : {"", " add", " list", " show", " trend", " view", " exercise",
                                      " reliability", " export", " delete"}) {
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

namespace {

std::string bytes_of_all(const std::filesystem::path& file) {
    std::string bytes;
    for (const char* end : {"", "-wal", "-shm"})
        if (std::filesystem::exists(file.string() + end)) bytes += read_text(file.string() + end);
    return bytes;
}

}  // namespace

TEST_CASE(
    "killed at any moment of a deletion, a person is there whole or gone without a trace when next opened") {
    const ScratchFolder folder;
    std::mt19937 random(9);
    int gone = 0, whole = 0;
    for (int round = 0; round < 16; ++round) {
        const auto file = folder / ("h" + std::to_string(round));
        auto words = add_call(file, "Wilhelmine", reports(folder, "q", 12));
        words.emplace_back("--new");
        RunningProgram add(words);
        REQUIRE(add.wait() == 0);
        RunningProgram erase({"history", "delete", "--person", "Wilhelmine", "--file", file.string()});
        for (volatile std::uint64_t spin = random() % 40'000'000; spin > 0;) spin = spin - 1;
        erase.signal(SIGKILL);
        erase.wait();
        const Run list = run_program("history list --file " + file.string());
        INFO(list.err);
        REQUIRE(list.exit_code == 0);
        if (has(list.out, "Wilhelmine")) {
            ++whole;
            CHECK(has(list.out, "12 sessions"));
            CHECK(kept_in(file).size() == 12);
        } else {
            ++gone;
            CHECK_FALSE(has(bytes_of_all(file), "Wilhelmine"));
            CHECK_FALSE(has(bytes_of_all(file), "q11"));
        }
    }
    CHECK(gone + whole == 16);
}

TEST_CASE("a guided test of a person is kept with its plan, what was done is noted, and all of it is shown") {
    const ScratchFolder folder;
    const std::string file = (folder / "h.sqlite").string();
    REQUIRE(run_program("history add " + walk().report.string() +
                        " --new --person anna --context date=2026-03-02 --file " + file)
                .exit_code == 0);
    const std::string result = (folder / "result.json").string();
    const Run screened = run_program(
        "screen single-leg 'sim:screen?test=single-leg&performer=bad&seed=3&speed=max&touch_down_left_s=8' "
        "--plan --out " +
        result + " --person anna --date 2026-03-01 --history " + file);
    INFO(screened.out << screened.err);
    REQUIRE(screened.exit_code == 0);
    CHECK(has(screened.out, "screening 1  single-leg stance: added"));
    CHECK(has(screened.out, "single-leg stance, left side carrying: prescribed"));
    // The same result by its file counts once.
    const Run again =
        run_program("history add " + result + " --person anna --context date=2026-03-01 --file " + file);
    CHECK(has(again.out, "is there already, not counted twice"));

    REQUIRE(
        run_program("history exercise --person anna --done 1 --date 2026-03-03 --file " + file).exit_code ==
        0);
    const Run noted =
        run_program("history exercise --person anna --done all --date 2026-03-05 --file " + file);
    INFO(noted.out);
    CHECK(has(noted.out, "noted on 2 days; the dose asks for 2 since 2026-03-01; 2 of the last 7 days"));
    REQUIRE(run_program(
                "history exercise --person anna --prescribe 'side plank' --dose '3 × 30 s' --side R --date "
                "2026-03-05 --file " +
                file)
                .exit_code == 0);
    const Run early = run_program("history exercise --person anna --done 1 --date 2026-02-01 --file " + file);
    CHECK(early.exit_code == int(ExitCode::usage));
    CHECK(has(early.err, "does not hold on 2026-02-01"));

    for (const std::string command : {"show", "trend"}) {
        const Run run = run_program("history " + command + " --person anna --file " + file);
        INFO(run.out);
        CHECK(has(run.out, "single-leg stance"));
        CHECK(has(run.out, "2026-03-01  mean drop"));
        CHECK(has(run.out, "time to touch-down"));
    }
    proto::PersonHistory history;
    REQUIRE(google::protobuf::util::JsonStringToMessage(
                run_program("history show --json --person anna --file " + file).out, &history)
                .ok());
    REQUIRE(history.screenings_size() == 1);
    CHECK(history.screenings(0).test() == "single-leg");
    CHECK(history.screenings(0).done_utc() == "2026-03-01T12:00:00Z");
    bool has_error = false;
    for (const auto& value : history.screenings(0).values())
        has_error = has_error || (value.id() == "drop_mean_deg" && value.side() == proto::LEFT &&
                                  value.standard_error() > 0.0);
    CHECK(has_error);
    REQUIRE(history.exercises_size() >= 2);
    CHECK(history.exercises(0).done_days_size() == 2);
    CHECK(history.exercises(0).days_per_week() == 3.0);

    const std::string page = (folder / "a.html").string();
    REQUIRE(run_program("report " + walk().report.string() + " --person anna --date 2026-03-06 --file " +
                        file + " --out " + page)
                .exit_code == 0);
    const std::string text = read_text(page);
    CHECK(has(text, "id=\"exercises\""));
    CHECK(has(text, "side plank, right side carrying"));
    CHECK(has(text, "noted on 2 days; the dose asks for 3 since 2026-03-01"));

    const Run nobody =
        run_program("screen stance 'sim:screen?test=stance&speed=max' --person bert --history " + file);
    CHECK(nobody.exit_code == int(ExitCode::usage));
    REQUIRE(run_program("history delete --person anna --file " + file).exit_code == 0);
    CHECK_FALSE(has(bytes_of_all(file), "side plank"));
}

TEST_CASE(
    "over enough people with repeated sessions their SEM is told, and judges before a person's own are "
    "enough") {
    const ScratchFolder folder;
    const std::string file = (folder / "h.sqlite").string();
    const Run nothing = [&] {
        REQUIRE(run_program("history add " + walk().report.string() +
                            " --new --person solo --context date=2025-01-01 --file " + file)
                    .exit_code == 0);
        return run_program("history reliability --file " + file);
    }();
    CHECK(has(nothing.out, "Nobody here has two sessions that can be compared"));
    for (int person = 0; person < 5; ++person) {
        const std::string name(1, char('a' + person));
        const auto files = reports(folder, name, 3);
        for (std::size_t i = 0; i < files.size(); ++i) {
            proto::SessionReport report;
            REQUIRE(google::protobuf::util::JsonStringToMessage(read_text(files[i]), &report).ok());
            for (auto* side : {report.mutable_left(), report.mutable_right(), report.mutable_both()})
                for (auto& metric : *side->mutable_metrics())
                    metric.set_median(
                        metric.median() *
                        (1.0 + 0.1 * person + 0.01 * double((2 * std::size_t(person) + i * i) % 5)));
            std::string json;
            REQUIRE(google::protobuf::util::MessageToJsonString(report, &json).ok());
            write_text(files[i], json);
        }
        auto words = add_call(file, name, files);
        words.emplace_back("--new");
        RunningProgram add(words);
        INFO(add.err());
        REQUIRE(add.wait() == 0);
    }
    const Run table = run_program("history reliability --file " + file);
    INFO(table.out);
    CHECK(has(table.out, "walking"));
    CHECK(has(table.out, "5 × 3"));
    proto::HistoryReliability message;
    REQUIRE(google::protobuf::util::JsonStringToMessage(
                run_program("history reliability --json --file " + file).out, &message)
                .ok());
    REQUIRE(message.measures_size() == 10);
    const auto& drop = message.measures(0);
    CHECK(drop.metric() == "cpd_peak_deg");
    CHECK(drop.side() == proto::LEFT);
    CHECK(drop.people() == 5);
    CHECK(drop.sessions() == 15);
    CHECK(drop.is_enough());
    CHECK(drop.icc_2_1() > 0.8);
    CHECK(drop.mdc95() == Approx(drop.sem() * 1.959964 * 1.414213562));

    REQUIRE(run_program("history add " + reports(folder, "z", 1)[0] +
                        " --person solo --context date=2026-05-01 --file " + file)
                .exit_code == 0);
    CHECK(has(run_program("history show --person solo --file " + file).out,
              "repeated sessions of the people in this history"));
}
