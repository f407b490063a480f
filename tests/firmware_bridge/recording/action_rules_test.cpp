#include "firmware_bridge/recording/action_rules.hpp"

#include <catch2/catch.hpp>
#include <limits>

#include "firmware_bridge/recording/recording_writer.hpp"
#include "tests/firmware_bridge/recording/recorded_example.hpp"

namespace sacrum::firmware_bridge {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinite = std::numeric_limits<double>::infinity();

std::string sentence_about(const proto::Action& action) {
    const auto fits = check_action(action);
    return fits ? "" : fits.error().sentence;
}

proto::Action calibration(double duration_s) {
    proto::Action action;
    action.mutable_calibrate()->set_duration_s(duration_s);
    return action;
}

proto::Action mark(const std::string& kind, const std::string& text, double number) {
    proto::Action action;
    action.mutable_note()->set_kind(kind);
    action.mutable_note()->set_text(text);
    action.mutable_note()->set_number(number);
    return action;
}

TEST_CASE("an action that asks for nothing known is refused") {
    CHECK(sentence_about({}) == "action: asks for nothing that this program knows");
    proto::Action swap;
    swap.mutable_swap_sides();
    CHECK(check_action(swap));
    swap.set_author(std::string(41, 'a'));
    CHECK_FALSE(check_action(swap));
}

TEST_CASE("a person is asked to stand for 2 to 30 seconds and no other time") {
    for (const double good : {2.0, 5.0, 30.0}) CHECK(check_action(calibration(good)));
    for (const double bad : {1.9, 30.1, -1.0, kNan, kInfinite}) CHECK_FALSE(check_action(calibration(bad)));
    CHECK(sentence_about(calibration(60.0)) == "seconds of standing 60: give one from 2 to 30");
}

TEST_CASE("a mark's number is of its kind, and a mark says something") {
    CHECK(check_action(mark("pain", "left hip", 10.0)));
    CHECK_FALSE(check_action(mark("pain", "", 11.0)));
    CHECK_FALSE(check_action(mark("speed", "", -1.0)));
    CHECK_FALSE(check_action(mark("incline", "", 51.0)));
    CHECK_FALSE(check_action(mark("note", "", kNan)));
    CHECK_FALSE(check_action(mark("weather", "rain", 1.0)));
    CHECK_FALSE(check_action(tests::cue("", "Ann")));
    CHECK(check_action(tests::cue(std::string(400, 'x'), "Ann")));
    CHECK_FALSE(check_action(tests::cue(std::string(401, 'x'), "Ann")));
}

TEST_CASE("a stage has a name, and its plan is possible") {
    proto::Action action;
    auto& stage = *action.mutable_begin_stage();
    CHECK_FALSE(check_action(action));
    stage.set_name("warm\nup");
    CHECK_FALSE(check_action(action));
    stage.set_name("warm-up");
    CHECK(check_action(action));
    stage.set_duration_s(0.0);
    CHECK_FALSE(check_action(action));
    stage.set_duration_s(300.0);
    stage.set_speed_m_per_s(kInfinite);
    CHECK_FALSE(check_action(action));
    stage.set_speed_m_per_s(2.8);
    stage.set_incline_percent(-60.0);
    CHECK_FALSE(check_action(action));
}

TEST_CASE("a band is of a known measure, and its low end is below its high end") {
    proto::Action action;
    auto& band = *action.mutable_set_bands()->add_bands();
    CHECK_FALSE(check_action(action));
    band.set_measure(proto::PELVIC_DROP);
    CHECK(check_action(action));  // the baseline's
    band.set_low(6.0);
    band.set_high(6.0);
    CHECK_FALSE(check_action(action));
    band.set_high(kNan);
    CHECK_FALSE(check_action(action));
    band.set_high(8.0);
    CHECK(check_action(action));
    for (int i = 0; i < 16; ++i) *action.mutable_set_bands()->add_bands() = band;
    CHECK_FALSE(check_action(action));
}

TEST_CASE("an action that breaks the rules is not read from a recording, and is counted") {
    const tests::Folder folder;
    auto writer = RecordingWriter::create(folder / "run.sacrum", tests::example_header());
    REQUIRE(writer);
    using namespace std::chrono_literals;
    writer->append(PersonAction{.time = 1s, .what = calibration(1e9)});
    writer->append(PersonAction{.time = 2s, .what = tests::cue("lift", "Ann")});
    REQUIRE(writer->close(EndReason::device_ended));
    auto reader = RecordingReader::open(folder / "run.sacrum");
    REQUIRE(reader);
    const auto lines = tests::lines_of(*reader);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].starts_with("action 2000 "));
    CHECK(reader->condition().unknown_entries == 1);
}

}  // namespace
}  // namespace sacrum::firmware_bridge
