#include <google/protobuf/util/json_util.h>

#include <catch2/catch.hpp>

#include "app/exit_code.hpp"
#include "app/progress_bar.hpp"
#include "app/recording_name.hpp"
#include "proto/report.pb.h"
#include "tests/app/program.hpp"

using namespace sacrum;
using namespace sacrum::app;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

// A minute of a made-up runner, simulated once for all tests here.
const std::filesystem::path& run_recording() {
    static const ScratchFolder kFolder;
    static const std::filesystem::path kPath = [] {
        auto path = kFolder / "run.imu.csv";
        const Run run =
            run_program("simulate --out " + path.string() + " --duration 40 --drop-left 2 --drop-right 4");
        REQUIRE(run.exit_code == 0);
        return path;
    }();
    return kPath;
}

proto::AnalyzeOutcome outcome_of(const Run& run) {
    proto::AnalyzeOutcome outcome;
    REQUIRE(google::protobuf::util::JsonStringToMessage(run.out, &outcome).ok());
    return outcome;
}

}  // namespace

TEST_CASE("analyze leaves every promised file and prints where they are") {
    const ScratchFolder out;
    const Run run = run_program("analyze " + run_recording().string() + " --out " + (out / "r").string());
    INFO(run.err << run.out);
    CHECK(run.exit_code == 0);
    CHECK(run.err.empty());
    CHECK(run.out.starts_with("run   running, 40.0 s at 200 Hz"));
    CHECK_FALSE(has(run.out, "\033["));
    for (const char* file : {"report.html", "strides.csv", "events.csv", "angles.csv", "report.json"}) {
        INFO(file);
        CHECK(std::filesystem::file_size(out / "r/run" / file) > 100);
        CHECK(has(run.out, file));
    }
}

TEST_CASE("the same file analysed twice, alone or among others, gives the same bytes") {
    const ScratchFolder out;
    std::filesystem::copy_file(run_recording(), out / "other.csv");
    std::filesystem::copy_file(run_recording().parent_path() / "run.json", out / "other.json");
    const std::string file = run_recording().string();
    REQUIRE(run_program("analyze " + file + " --out " + (out / "a").string()).exit_code == 0);
    REQUIRE(
        run_program("analyze " + (out / "other.csv").string() + " " + file + " --out " + (out / "b").string())
            .exit_code == 0);
    for (const char* name : {"report.json", "report.html", "angles.csv", "strides.csv", "events.csv"}) {
        const bool is_equal = read_text(out / "a/run" / name) == read_text(out / "b/run" / name);
        INFO(name);
        CHECK(is_equal);
    }
}

TEST_CASE("one bad file does not stop the others, and the outcomes keep the order of the call") {
    const ScratchFolder out;
    write_text(out / "bad.csv", "nothing of use\n");
    const Run run = run_program("analyze " + (out / "missing.csv").string() + " " + run_recording().string() +
                                " " + (out / "bad.csv").string() + " --json --out " + (out / "r").string());
    CHECK(run.exit_code == int(ExitCode::input));
    const auto outcome = outcome_of(run);
    REQUIRE(outcome.files_size() == 3);
    CHECK(outcome.files(0).has_error());
    CHECK(outcome.files(1).report().recording() == "run");
    CHECK(outcome.files(1).report().left().strides_used() > 10);
    CHECK(outcome.files(2).has_error());
    CHECK(has(run.err, "sacrum: "));
    CHECK(has(run.err, "missing.csv"));
    CHECK(has(run.err, "bad.csv"));
}

TEST_CASE("two files of one name are refused before anything is written") {
    const ScratchFolder out;
    const Run run = run_program("analyze a/run.csv b/run.imu.csv --out " + (out / "r").string());
    CHECK(run.exit_code == int(ExitCode::usage));
    CHECK(has(run.err, "a/run.csv and b/run.imu.csv: both are named run"));
    CHECK_FALSE(std::filesystem::exists(out / "r"));
}

TEST_CASE("results that cannot be written are an output error") {
    const ScratchFolder out;
    write_text(out / "taken", "a file where a folder should be");
    const Run run = run_program("analyze " + run_recording().string() + " --out " + (out / "taken").string());
    INFO(run.err);
    CHECK(run.exit_code == int(ExitCode::output));
    CHECK(has(run.err, "cannot be made"));
    CHECK(has(run.err, "--out"));
}

TEST_CASE("the command line overrides the configuration file, and the report says what was in effect") {
    const ScratchFolder out;
    write_text(out / "c.toml", "[analysis]\npass = \"causal\"\nswap_sides = true\n");
    const Run run = run_program("analyze " + run_recording().string() + " --json --pass refined --config " +
                                (out / "c.toml").string() + " --out " + (out / "r").string());
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    const auto outcome = outcome_of(run);
    CHECK(outcome.files(0).report().configuration().analysis().pass() == proto::REFINED);
    CHECK(outcome.files(0).report().configuration().analysis().swap_sides());
    CHECK(outcome.files(0).report().sides_swapped_by_hand());
    CHECK(has(read_text(out / "r/run/report.json"), "\"swap_sides\": true"));

    write_text(out / "c.toml", "[analysis]\nspeed = 3\n");
    const Run wrong = run_program("analyze " + run_recording().string() + " --config " +
                                  (out / "c.toml").string() + " --out " + (out / "r").string());
    CHECK(wrong.exit_code == int(ExitCode::usage));
    CHECK(has(wrong.err, "c.toml: line 2: speed is not a setting"));
}

TEST_CASE("the side of the first contact is checked against the gait, and nonsense is refused") {
    const ScratchFolder out;
    const std::string call = "analyze " + run_recording().string() + " --json --out " + (out / "r").string();
    const auto check = [&](const std::string& words) {
        const Run run = run_program(call + words);
        INFO(run.err);
        REQUIRE(run.exit_code == 0);
        return outcome_of(run).files(0).report().first_side();
    };
    const proto::SideCheck left = check(" --first-side L"), right = check(" --first-side R");
    CHECK(left != right);
    CHECK((left == proto::SIDE_CHECK_AGREES || right == proto::SIDE_CHECK_AGREES));
    CHECK((left == proto::SIDE_CHECK_CONTRADICTS || right == proto::SIDE_CHECK_CONTRADICTS));
    for (const char* words : {" --first-side both", " --lifted R", " --lifted X@3", " --lifted R@soon"}) {
        CHECK(run_program(call + words).exit_code == int(ExitCode::usage));
    }
    CHECK(has(run_program(call + " --lifted R@1,L").err, "\"L\" is not a knee and a time"));
}

TEST_CASE("on a terminal the summary is coloured, and NO_COLOR takes the colours away") {
    if (run_on_terminal("--version").exit_code != 0) {
        WARN("no `script` command here: the terminal was not tried");
        return;
    }
    const ScratchFolder out;
    const std::string words = "analyze " + run_recording().string() + " --out " + (out / "r").string();
    CHECK(has(run_on_terminal(words).out, "\033[34m"));
    const Run plain = run_on_terminal(words, "NO_COLOR=1");
    CHECK(plain.exit_code == 0);
    CHECK_FALSE(has(plain.out, "\033[34m"));
    CHECK(has(plain.out, "pelvic drop, peak"));
    CHECK(has(plain.out, "%  run.imu.csv"));  // the progress bar
}

TEST_CASE("a recording's name is its file's without .imu.csv or its extension") {
    CHECK(recording_name("a/b/run.imu.csv") == "run");
    CHECK(recording_name("run.2.csv") == "run.2");
    CHECK(recording_name("run") == "run");
    CHECK(recording_name(".imu.csv") == ".imu");
}

TEST_CASE("the progress line says how far, how many and how long still") {
    using namespace std::chrono_literals;
    CHECK(progress_line(0.5, "1 of 2 recordings", 10s) ==
          "[============            ]  50 %  1 of 2 recordings  10 s left");
    CHECK(progress_line(0.0, "x", 1s) == "[                        ]   0 %  x");
    CHECK(progress_line(1.0, "x", 1s) == "[========================] 100 %  x");
    CHECK(progress_line(0.1, "x", 60s).ends_with("9 min left"));
}
