#include "app/configuration_file.hpp"

#include <catch2/catch.hpp>

#include "app/analyze_settings.hpp"
#include "tests/app/program.hpp"

using namespace sacrum;
using namespace sacrum::app;

namespace {

Result<proto::Configuration> read(const std::string& text) {
    const ScratchFolder folder;
    write_text(folder / "c.toml", text);
    return read_configuration_file(folder / "c.toml");
}

std::string finding(const std::string& text) {
    const auto configuration = read(text);
    if (configuration) return "";
    const std::string& sentence = configuration.error().sentence;
    return sentence.substr(sentence.find("c.toml") + 8);
}

}  // namespace

TEST_CASE("a configuration file sets what it names and leaves the rest unchosen") {
    const auto configuration =
        read("[analysis]\npass = \"causal\"\nswap_sides = true\n[csv]\nrate_hz = 100\nunits = \"g\"\n");
    REQUIRE(configuration);
    CHECK(configuration->analysis().pass() == proto::CAUSAL);
    CHECK(configuration->analysis().swap_sides());
    CHECK_FALSE(configuration->analysis().has_mount());
    CHECK(configuration->csv().rate_hz() == 100.0);
    CHECK(configuration->csv().units() == "g");
}

TEST_CASE("an unknown key is an error that names its line and what is known") {
    CHECK(finding("[analysis]\npass = \"causal\"\nmounting = \"auto\"\n") ==
          "line 3: mounting is not a setting; the settings here are pass, mount, swap_sides, magnetometer, "
          "first_side, lifted");
    CHECK(finding("\n[analyses]\n").starts_with("line 2: analyses is not a setting"));
    CHECK(finding("\"a\\nb\" = 1\n").starts_with("line 1: a?b is not a setting"));
}

TEST_CASE("a value of the wrong kind is an error that names its line") {
    CHECK(finding("[analysis]\nswap_sides = \"yes\"\n") == "line 2: swap_sides takes true or false");
    CHECK(finding("[analysis]\npass = \"best\"\n") == "line 2: pass takes causal or refined");
    CHECK(finding("[csv]\n\nrate_hz = \"fast\"\n") == "line 3: rate_hz takes a number");
    CHECK(finding("[csv]\nunits = 3\n") == "line 2: units takes text in quotes");
    CHECK(finding("analysis = 3\n") == "line 1: analysis takes a table");
}

TEST_CASE("tables of one kind make a list, whole numbers are whole") {
    const auto configuration = read(
        "[feedback]\nmetronome_per_min = 172\n[[feedback.rule]]\nmeasure = \"pelvic_drop\"\nside = "
        "\"left\"\nhigh = 8\n"
        "over_strides = 7\n[[feedback.rule]]\nmeasure = \"cadence\"\n[[feedback.phase]]\nduration_s = "
        "60\nfraction = 1\n");
    REQUIRE(configuration);
    const auto& feedback = configuration->feedback();
    CHECK(feedback.metronome_per_min() == 172.0);
    REQUIRE(feedback.rule_size() == 2);
    CHECK(feedback.rule(0).measure() == proto::PELVIC_DROP);
    CHECK(feedback.rule(0).side() == proto::LEFT);
    CHECK(feedback.rule(0).high() == 8.0);
    CHECK_FALSE(feedback.rule(0).has_low());
    CHECK(feedback.rule(0).over_strides() == 7);
    CHECK(feedback.rule(1).measure() == proto::CADENCE);
    REQUIRE(feedback.phase_size() == 1);
    const auto inline_tables =
        read("[feedback]\nphase = [{duration_s = 60, fraction = 1}, {duration_s = 60, fraction = 0}]\n");
    REQUIRE(inline_tables);
    CHECK(inline_tables->feedback().phase_size() == 2);
}

TEST_CASE("what is wrong in a list of tables is an error that names its line") {
    CHECK(finding("[[feedback.rule]]\nmeasure = \"pelvic_drop\"\n[[feedback.rule]]\nmeasure = \"drop\"\n") ==
          "line 4: measure takes pelvic_drop or drop_excursion or lateral_sway or drop_asymmetry or cadence");
    CHECK(finding("[[feedback.rule]]\nover_strides = 2.5\n") ==
          "line 2: over_strides takes a whole number from 0 on");
    CHECK(finding("[[feedback.rule]]\nover_strides = -1\n") ==
          "line 2: over_strides takes a whole number from 0 on");
    CHECK(finding("[[feedback.rule]]\n\nlimit = 8\n").starts_with("line 3: limit is not a setting"));
    CHECK(finding("[feedback]\nrule = 3\n") ==
          "line 2: rule takes tables: each begins with [[rule]] and its path before it");
    CHECK(finding("[feedback]\nrule = [3]\n").starts_with("line 2: rule takes tables"));
    CHECK(finding("[feedback.rule]\nhigh = 8\n").starts_with("line 1: rule takes tables"));
}

TEST_CASE(
    "a rule that cannot be meant is refused, a good one stands with its defaults in the effective "
    "configuration") {
    proto::Configuration configuration;
    auto& rule = *configuration.mutable_feedback()->add_rule();
    CHECK_FALSE(settings_from(configuration));
    rule.set_measure(proto::PELVIC_DROP);
    const auto settings = settings_from(configuration);
    REQUIRE(settings);
    CHECK(settings->effective.feedback().rule(0).dwell_s() == 3.0);
    CHECK_FALSE(settings->chosen.feedback().rule(0).has_dwell_s());
}

TEST_CASE("a file that is not TOML is an error that names the line") {
    CHECK(finding("[analysis]\npass =\n").starts_with("line 2: "));
    CHECK_FALSE(read_configuration_file("/no/such/file.toml"));
}

TEST_CASE("the effective configuration says the defaults") {
    const auto settings = settings_from({});
    REQUIRE(settings);
    CHECK(settings->analysis.pass == Pass::refined);
    CHECK(settings->effective.analysis().pass() == proto::REFINED);
    CHECK(settings->effective.analysis().has_swap_sides());
    CHECK_FALSE(settings->effective.analysis().has_mount());
}

TEST_CASE("units are understood in any order, each as a unit of what it can only be") {
    const auto params = parse_units("ms,deg/s,g", {});
    REQUIRE(params);
    CHECK(params->time_unit == firmware_bridge::TimeUnit::ms);
    CHECK(params->angular_rate_unit == firmware_bridge::AngularRateUnitName::deg_per_s);
    CHECK(params->specific_force_unit == firmware_bridge::SpecificForceUnit::g);
    const auto wrong = parse_units("g,parsec", {});
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().sentence.find("\"parsec\" is not a unit known here") != std::string::npos);
}
