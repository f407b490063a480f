#include "app/stage_plan.hpp"

#include <catch2/catch.hpp>

#include "tests/app/program.hpp"

namespace sacrum::app {
namespace {

// What is said of the plan, without the name of its file.
std::string finding(const std::string& text) {
    const ScratchFolder folder;
    const auto file = folder / "plan.toml";
    write_text(file, text);
    const auto plan = read_stage_plan(file);
    if (plan) return "";
    const std::string& sentence = plan.error().sentence;
    REQUIRE(sentence.starts_with(file.string() + ": "));
    return sentence.substr(file.string().size() + 2);
}

constexpr const char* kGood =
    "[[stage]]\nname = \"warm-up\"\nduration_s = 300\nspeed_m_per_s = 2.5\n\n"
    "[[stage]]\nname = \"hill\"\nduration_s = 60.5\nspeed_m_per_s = 3\nincline_percent = -2\n";

}  // namespace

TEST_CASE("the stages of a plan follow each other from the session's start on") {
    const ScratchFolder folder;
    write_text(folder / "plan.toml", kGood);
    const auto plan = read_stage_plan(folder / "plan.toml");
    REQUIRE(plan);
    REQUIRE(plan->size() == 2);
    CHECK((*plan)[1].incline_percent() == -2.0);
    CHECK_FALSE((*plan)[0].has_incline_percent());
    const auto actions = actions_of(*plan);
    REQUIRE(actions.size() == 3);
    CHECK(in_seconds(actions[0].time) == 0.0);
    CHECK(actions[0].what.author() == "plan");
    CHECK(actions[0].what.begin_stage().name() == "warm-up");
    CHECK(in_seconds(actions[1].time) == 300.0);
    CHECK(in_seconds(actions[2].time) == 360.5);
    CHECK(actions[2].what.has_end_stage());
}

TEST_CASE("what is wrong with a plan is said with its line") {
    CHECK(finding("") == "holds no stage; write [[stage]] with name and duration_s for each");
    CHECK(finding("[[stage]]\nname = \"a\"\n") ==
          "line 1: the stage has no duration_s; say how long it lasts");
    CHECK(finding("[[stage]]\nname = \"a\"\nduration_s = 10\nspeed = 3\n") ==
          "line 4: speed is not part of a stage, which has name, duration_s, speed_m_per_s and "
          "incline_percent");
    CHECK(finding("[[stage]]\nname = 7\nduration_s = 10\n") == "line 2: name takes text in quotes");
    CHECK(finding("[[stage]]\nname = \"a\"\nduration_s = \"long\"\n") == "line 3: duration_s takes a number");
    CHECK(finding("[[stage]]\nname = \"a\"\nduration_s = 10\n[[stage]]\nname = \"b\"\nduration_s = 10\n"
                  "speed_m_per_s = 99\n") == "line 4: speed 99: give one from 0 to 15");
    CHECK(finding("[[stage]]\nname = \"\"\nduration_s = 10\n") == "line 1: stage: has no name; give one");
    CHECK(finding("[[stage]]\nname = \"a\"\nduration_s = nan\n").starts_with("line 1: stage's seconds nan"));
    CHECK(finding("title = \"x\"\n") == "line 1: title is not part of a plan; a stage begins with [[stage]]");
    CHECK(finding("[[stage]\n").starts_with("line 1: "));
    CHECK(finding("\"a\\nb\" = 1\n") == "line 1: a?b is not part of a plan; a stage begins with [[stage]]");
}

TEST_CASE("a plan that is not there is refused before a session begins") {
    const Run run = run_program("live sim: --headless --stages nowhere.toml");
    CHECK(run.exit_code == 2);
    CHECK(run.err.find("nowhere.toml: no such file; --stages takes a TOML file") != std::string::npos);
    CHECK(run.out.empty());
}

}  // namespace sacrum::app
