// What is left of a session with a page: a recording by default, and beside it a report with the figures
// shown.
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "tests/app/program.hpp"

namespace sacrum::app {
namespace {

std::vector<std::filesystem::path> recordings_in(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".sacrum") found.push_back(entry.path());
    return found;
}

std::string line_of(const std::string& text, const std::string& begin) {
    const auto at = text.find("\n" + begin);
    if (at == std::string::npos) return "";
    return text.substr(at + 1, text.find('\n', at + 1) - at - 1);
}

}  // namespace

TEST_CASE(
    "a session with a page leaves a recording and its report without being asked, and at once when nobody "
    "looks") {
    const ScratchFolder folder;
    const std::filesystem::path here = folder / "";
    RunningProgram live({"live", "sim:runner?duration_s=40&speed=max", "--port", "0"},
                        [here] { REQUIRE(chdir(here.c_str()) == 0); });
    CHECK(live.wait() == 0);
    const auto recordings = recordings_in(here);
    REQUIRE(recordings.size() == 1);
    const std::string name = recordings[0].stem().string();
    CHECK(name.size() == std::string("sacrum-20260314-091500").size());
    CHECK(name.starts_with("sacrum-20"));
    CHECK(line_of(live.out(), "recording ") == "recording " + name + ".sacrum");
    CHECK(line_of(live.out(), "report ") == "report " + name + "/report.html");
    for (const char* file : {"report.html", "report.json", "strides.csv", "events.csv", "angles.csv"})
        CHECK(std::filesystem::exists(here / name / file));
    REQUIRE(run_program("analyze --pass causal " + recordings[0].string() + " --out " +
                        (folder / "again").string())
                .exit_code == 0);
    CHECK((read_text(here / name / "report.json") == read_text(folder / "again" / name / "report.json")));
}

TEST_CASE("a session with --no-record leaves nothing, a headless one only what was asked for") {
    const ScratchFolder folder;
    const std::filesystem::path here = folder / "";
    const auto go_there = [here] { REQUIRE(chdir(here.c_str()) == 0); };
    RunningProgram unrecorded({"live", "sim:runner?duration_s=20&speed=max", "--port", "0", "--no-record"},
                              go_there);
    CHECK(unrecorded.wait() == 0);
    RunningProgram headless({"live", "sim:runner?duration_s=20&speed=max", "--headless"}, go_there);
    CHECK(headless.wait() == 0);
    CHECK(std::filesystem::is_empty(here));
    RunningProgram recorded(
        {"live", "sim:runner?duration_s=20&speed=max", "--headless", "--record", "run.sacrum"}, go_there);
    CHECK(recorded.wait() == 0);
    CHECK(std::filesystem::exists(here / "run.sacrum"));
    CHECK_FALSE(std::filesystem::exists(here / "run"));
    CHECK(run_program("live sim: --no-record --record a.sacrum").exit_code == 2);
}

TEST_CASE("Ctrl-C ends a session with a page in order, its report written") {
    const ScratchFolder folder;
    const auto recording = folder / "run.sacrum";
    RunningProgram live({"live", "sim:runner?duration_s=600&speed=20", "--port", "0", "--lines", "--record",
                         recording.string()});
    REQUIRE(live.says("drop"));
    live.signal(SIGINT);
    CHECK(live.wait() == 0);
    CHECK(live.says("report " + (folder / "run/report.html").string()));
    CHECK(std::filesystem::exists(folder / "run/report.html"));
}

TEST_CASE("a report that cannot be written is said, and the recording stays") {
    const ScratchFolder folder;
    write_text(folder / "run", "a file where the report's folder should be");
    const Run run = run_program("live 'sim:runner?duration_s=20&speed=max' --port 0 --record " +
                                (folder / "run.sacrum").string());
    CHECK(run.exit_code == 4);
    CHECK(run.err.find("cannot be made") != std::string::npos);
    CHECK(std::filesystem::exists(folder / "run.sacrum"));
}

TEST_CASE("several sensors of a session have a report each") {
    const ScratchFolder folder;
    const Run run = run_program(
        "live 'sim:runner?duration_s=20&speed=max' 'sim:runner?duration_s=20&speed=max&seed=2' --port 0 "
        "--record " +
        (folder / "run.sacrum").string());
    CHECK(run.exit_code == 0);
    for (const char* name : {"run-1", "run-2"}) CHECK(std::filesystem::exists(folder / name / "report.html"));
}

}  // namespace sacrum::app
