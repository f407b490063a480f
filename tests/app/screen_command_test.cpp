#include <catch2/catch.hpp>

#include "app/exit_code.hpp"
#include "tests/app/program.hpp"

using namespace sacrum;
using namespace sacrum::app;

TEST_CASE("a recording of a live test gives the result that the live test gave, byte for byte") {
    const ScratchFolder folder;
    const auto path = [&](const char* name) { return (folder / name).string(); };
    const Run live = run_program(
        "screen single-leg 'sim:screen?test=single-leg&performer=bad&seed=3&speed=max&touch_down_left_s=8' "
        "--record " +
        path("test.sacrum") + " --out " + path("live.json"));
    INFO(live.out << live.err);
    REQUIRE(live.exit_code == 0);
    CHECK(live.out.find("Stand on the left leg") != std::string::npos);
    CHECK(live.out.find("touch-down 1 on the left") != std::string::npos);
    const Run again =
        run_program("screen single-leg " + path("test.sacrum") + " --out " + path("again.json"));
    REQUIRE(again.exit_code == 0);
    CHECK((read_text(path("live.json")) == read_text(path("again.json"))));

    const Run other = run_program("screen wall-run " + path("test.sacrum"));
    CHECK(other.exit_code == int(ExitCode::usage));
    CHECK(other.err.find("sacrum screen single-leg") != std::string::npos);
}

TEST_CASE("screen refuses a test that is none and a call without a source, in one sentence") {
    CHECK(run_program("screen headstand sim:screen").exit_code == int(ExitCode::usage));
    const Run run = run_program("screen stance");
    CHECK(run.exit_code == int(ExitCode::usage));
    CHECK(run.err.starts_with("sacrum: "));
}
