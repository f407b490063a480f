#include <catch2/catch.hpp>

#include "app/exit_code.hpp"
#include "tests/app/program.hpp"

using namespace sacrum;
using namespace sacrum::app;

TEST_CASE("simulate writes a recording with its truth beside it, the same for the same seed") {
    const ScratchFolder folder;
    const auto simulate = [&](const std::string& name, const std::string& more) {
        return run_program("simulate --duration 12 --out " + (folder / (name + ".imu.csv")).string() + " " +
                           more);
    };
    const Run run = simulate("a", "--seed 3");
    INFO(run.err);
    REQUIRE(run.exit_code == 0);
    CHECK(run.out.find("a.imu.csv: 12 s of running at 200 Hz") != std::string::npos);
    for (const char* truth : {"a.imu.csv", "a.json", "a.events.csv", "a.pose.csv", "a.strides.csv"}) {
        INFO(truth);
        CHECK(std::filesystem::exists(folder / truth));
    }
    REQUIRE(simulate("b", "--seed 3").exit_code == 0);
    REQUIRE(simulate("c", "--seed 4").exit_code == 0);
    const std::string recording = read_text(folder / "a.imu.csv");
    CHECK((recording == read_text(folder / "b.imu.csv")));
    CHECK((recording != read_text(folder / "c.imu.csv")));
}

TEST_CASE("simulate takes every option a person can give") {
    const ScratchFolder folder;
    const Run run = run_program(
        "simulate --out " + (folder / "w.imu.csv").string() +
        " --gait walking --speed 1.2 --duration 10 --standing 2 --drop-left 3 --grade lab --rate 100 "
        "--mount up=-y,left=-x --tilt 3,-2,5 --loss 1 --burst 5 --range 8 --soft-tissue mild --slip-at 6 "
        "--slip 10 --slip-towards side --limp=-8 --strike forefoot --cadence 5");
    INFO(run.err);
    CHECK(run.exit_code == 0);
    CHECK(run.out.find("10 s of walking at 100 Hz") != std::string::npos);
    CHECK(read_text(folder / "w.json").find("up=-y,left=-x") != std::string::npos);
}

TEST_CASE("simulate refuses what no person and no sensor can be, in one sentence") {
    const ScratchFolder folder;
    const std::string out = "--out " + (folder / "x.imu.csv").string();
    for (const char* words : {" --speed 40", " --duration -1", " --loss 200", " --rate 0", " --limp 60",
                              " --strike midfoot", " --burst 0", " --range 0.5"}) {
        const Run run = run_program("simulate " + out + words);
        INFO(words << " -> " << run.err);
        CHECK(run.exit_code == int(ExitCode::usage));
        CHECK(run.err.starts_with("sacrum: "));
    }
    const Run run = run_program("simulate --duration 8 --out /proc/no/such/x.imu.csv");
    CHECK(run.exit_code == int(ExitCode::output));
}
