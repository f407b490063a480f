#include "app/command_line.hpp"

#include <catch2/catch.hpp>

#include "app/exit_code.hpp"
#include "domain/version.hpp"
#include "tests/app/program.hpp"

using namespace sacrum;
using namespace sacrum::app;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

TEST_CASE("sacrum alone shows the commands and two examples") {
    const Run run = run_program("");
    CHECK(run.exit_code == 0);
    CHECK(run.err.empty());
    for (const char* command : {"sacrum analyze", "sacrum simulate", "sacrum explain"})
        CHECK(has(run.out, command));
    CHECK(has(run.out, "Examples:"));
    CHECK(run_program("--help").out == run.out);
}

TEST_CASE("every command's help opens with its purpose and ends with two examples") {
    for (const std::string command :
         {"analyze", "simulate", "explain", "live", "record", "replay", "info", "recover", "devices"}) {
        const Run run = run_program(command + " --help");
        INFO(run.out);
        CHECK(run.exit_code == 0);
        CHECK(run.err.empty());
        CHECK(first_line(run.out).ends_with("."));
        const auto examples = run.out.find("Examples:");
        REQUIRE(examples != std::string::npos);
        const std::string rest = run.out.substr(examples);
        CHECK(has(rest.substr(rest.find("sacrum " + command) + 1), "sacrum "));
    }
}

TEST_CASE("the version names the program and its methods") {
    const Run run = run_program("--version");
    CHECK(run.exit_code == 0);
    CHECK(run.out == std::string("sacrum ") + kProgramVersion + " (methods " + kAlgorithmVersion + ")\n");
}

TEST_CASE("a call that cannot be understood is one sentence on stderr, exit code 2 and nothing on stdout") {
    for (const char* words : {"analyse x.csv",
                              "analyze x.csv",
                              "analyze --out d",
                              "analyze x.csv --out d --pass best",
                              "analyze x.csv --out d --fast",
                              "simulate",
                              "simulate --out x --gait flying",
                              "explain",
                              "explain height",
                              "explain cpd_peak --all",
                              "analyze x.csv --out d --mount up=+q,left=+y",
                              "analyze x.csv --out d --units furlong",
                              "analyze x.csv --out d --rate -5",
                              "analyze x.csv --out d --columns speed=3",
                              "live",
                              "record sim:runner",
                              "replay",
                              "replay x.sacrum --speed -1",
                              "live sim:runner --for -3",
                              "devices --listen -1",
                              "info"}) {
        const Run run = run_program(words);
        INFO(words << " -> " << run.err);
        CHECK(run.exit_code == int(ExitCode::usage));
        CHECK(run.out.empty());
        CHECK(run.err.starts_with("sacrum: "));
        CHECK(std::count(run.err.begin(), run.err.end(), '\n') == 1);
        CHECK(run.err.size() < 600);
    }
}

TEST_CASE("explain finds a measure by its column, without the unit, and by its name") {
    const Run run = run_program("explain cpd_peak_deg");
    CHECK(run.exit_code == 0);
    CHECK(has(run.out, "Contralateral pelvic drop"));
    CHECK(run_program("explain cpd_peak").out == run.out);
    CHECK(run_program("explain 'pelvic drop, peak'").out == run.out);
    CHECK(run_program("explain --all").exit_code == 0);
}

TEST_CASE("the exit codes in the documentation are those of the program") {
    const std::string page = read_text(SACRUM_SOURCE_DIR "/docs/command_line.md");
    CHECK(has(page, "| " + std::to_string(int(ExitCode::ok)) + " | everything was done |"));
    CHECK(has(page, "| " + std::to_string(int(ExitCode::internal)) + " | a fault of the program"));
    CHECK(has(page, "| " + std::to_string(int(ExitCode::usage)) + " | the call cannot be understood"));
    CHECK(has(page,
              "| " + std::to_string(int(ExitCode::input)) + " | one recording or more could not be read"));
    CHECK(has(page, "| " + std::to_string(int(ExitCode::output)) + " | results could not be written |"));
}
