#include "sinks/alerts/alert_rules.hpp"

#include <catch2/catch.hpp>
#include <limits>

using namespace sacrum;
using namespace sacrum::sinks;

namespace {

std::string finding(const proto::AlertRule& rule) {
    proto::FeedbackConfiguration configuration;
    *configuration.add_rule() = rule;
    const auto whole = complete_feedback(configuration);
    return whole ? "" : whole.error().sentence;
}

proto::AlertRule drop_rule() {
    proto::AlertRule rule;
    rule.set_measure(proto::PELVIC_DROP);
    return rule;
}

}  // namespace

TEST_CASE("a rule's short form names a measure, perhaps a side, and a limit or a band") {
    auto rule = parse_alert_rule("drop>8");
    REQUIRE(rule);
    CHECK(rule->measure() == proto::PELVIC_DROP);
    CHECK(rule->high() == 8.0);
    CHECK_FALSE(rule->has_low());
    CHECK_FALSE(rule->has_side());
    rule = parse_alert_rule("left excursion>4.5");
    REQUIRE(rule);
    CHECK(rule->measure() == proto::DROP_EXCURSION);
    CHECK(rule->side() == proto::LEFT);
    rule = parse_alert_rule("cadence=165..175");
    REQUIRE(rule);
    CHECK(rule->low() == 165.0);
    CHECK(rule->high() == 175.0);
    rule = parse_alert_rule("asymmetry=-2..2");
    REQUIRE(rule);
    CHECK(rule->low() == -2.0);
    rule = parse_alert_rule("cadence<165");
    REQUIRE(rule);
    CHECK(rule->low() == 165.0);
    rule = parse_alert_rule("sway");
    REQUIRE(rule);
    CHECK_FALSE((rule->has_low() || rule->has_high()));
}

TEST_CASE("a short form that cannot be read is refused with what can be") {
    for (const char* text : {"", "drop>", "drop>x", "drip>8", "drop=8", "drop=..", "drop>8 ", "up drop>8",
                             "drop>8..9", "drop>nan", "drop>inf", "left"}) {
        INFO(text);
        const auto rule = parse_alert_rule(text);
        REQUIRE_FALSE(rule);
        CHECK(rule.error().sentence.find("give one of drop, excursion, sway, asymmetry, cadence") !=
              std::string::npos);
    }
}

TEST_CASE("what a rule leaves open is written down") {
    proto::FeedbackConfiguration configuration;
    *configuration.add_rule() = drop_rule();
    configuration.add_phase()->set_duration_s(60);
    const auto whole = complete_feedback(configuration);
    REQUIRE(whole);
    CHECK(whole->rule(0).over_strides() == 5);
    CHECK(whole->rule(0).dwell_s() == 3.0);
    CHECK(whole->rule(0).refractory_s() == 10.0);
    CHECK(whole->rule(0).hysteresis() == 0.5);
    CHECK_FALSE((whole->rule(0).has_low() || whole->rule(0).has_high()));
    CHECK(whole->phase(0).cycle_s() == 60.0);
}

TEST_CASE("a rule that cannot be meant is refused with its number") {
    CHECK(finding(drop_rule()).empty());
    CHECK(finding({}).starts_with("alert rule 1: no measure is named"));
    auto rule = drop_rule();
    rule.set_low(8);
    rule.set_high(8);
    CHECK(finding(rule) == "alert rule 1: low 8 and high 8 leave nothing between them; give low below high");
    rule = drop_rule();
    rule.set_high(std::numeric_limits<double>::quiet_NaN());
    CHECK_FALSE(finding(rule).empty());
    rule = drop_rule();
    rule.set_over_strides(65);
    CHECK(finding(rule) == "alert rule 1: over_strides is 65; give 1 to 64");
    rule.set_over_strides(0);
    CHECK_FALSE(finding(rule).empty());
    rule = drop_rule();
    rule.set_dwell_s(-1);
    CHECK_FALSE(finding(rule).empty());
    rule = drop_rule();
    rule.set_hysteresis(-1);
    CHECK_FALSE(finding(rule).empty());
    rule.set_measure(proto::CADENCE);
    rule.set_hysteresis(1);
    rule.set_side(proto::LEFT);
    CHECK(finding(rule) == "alert rule 1: cadence has no side; leave side out");
    // As a recording of a later version may hold them.
    for (const int later : {-1, 99}) {
        rule = drop_rule();
        rule.set_side(proto::Side(later));
        CHECK(finding(rule).starts_with("alert rule 1: its side is not known"));
        rule.set_measure(proto::AlertMeasure(later));
        CHECK(finding(rule).starts_with("alert rule 1: no measure is named"));
    }
}

TEST_CASE("two rules for one measure and side are refused, two for two sides are not") {
    proto::FeedbackConfiguration configuration;
    for (const auto side : {proto::LEFT, proto::RIGHT}) {
        *configuration.add_rule() = drop_rule();
        configuration.mutable_rule(configuration.rule_size() - 1)->set_side(side);
    }
    CHECK(complete_feedback(configuration));
    *configuration.add_rule() = drop_rule();
    CHECK(complete_feedback(configuration).error().sentence ==
          "alert rules: 2 of them are for left drop; give one");
}

TEST_CASE("a metronome beats at a rate that feet can follow") {
    proto::FeedbackConfiguration configuration;
    configuration.set_metronome_per_min(170);
    CHECK(complete_feedback(configuration));
    configuration.set_metronome_per_min(0);
    CHECK_FALSE(complete_feedback(configuration));
}
