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
}

TEST_CASE("a value of the wrong kind is an error that names its line") {
    CHECK(finding("[analysis]\nswap_sides = \"yes\"\n") == "line 2: swap_sides takes true or false");
    CHECK(finding("[analysis]\npass = \"best\"\n") == "line 2: pass takes causal or refined");
    CHECK(finding("[csv]\n\nrate_hz = \"fast\"\n") == "line 3: rate_hz takes a number");
    CHECK(finding("[csv]\nunits = 3\n") == "line 2: units takes text in quotes");
    CHECK(finding("analysis = 3\n") == "line 1: analysis takes a table");
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
