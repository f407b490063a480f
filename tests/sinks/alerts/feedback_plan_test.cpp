#include "sinks/alerts/feedback_plan.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

#include "tests/sinks/alerts/made_up_strides.hpp"

using namespace sacrum;
using namespace sacrum::sinks;
using tests::at_second;

namespace {

struct MadeUpPhase {
    double duration_s, fraction;
    std::optional<double> cycle_s{};
};

Result<FeedbackPlan> plan_of(const std::vector<MadeUpPhase>& phases) {
    proto::FeedbackConfiguration configuration;
    for (const auto& phase : phases) {
        auto& out = *configuration.add_phase();
        out.set_duration_s(phase.duration_s);
        out.set_fraction(phase.fraction);
        if (phase.cycle_s) out.set_cycle_s(*phase.cycle_s);
    }
    return FeedbackPlan::create(configuration);
}

}  // namespace

TEST_CASE("without phases feedback is always given") {
    const auto plan = plan_of({});
    REQUIRE(plan);
    CHECK(plan->is_empty());
    CHECK(plan->at(at_second(1e5)) == FeedbackPlan::State{true, 1.0});
    CHECK_FALSE(plan->next_change(at_second(0)));
}

TEST_CASE("each cycle of a phase begins with its fraction of feedback") {
    const auto plan = plan_of({{120, 1.0}, {120, 0.5, 40.0}, {60, 0.0}});
    REQUIRE(plan);
    CHECK(plan->at(at_second(0)) == FeedbackPlan::State{true, 1.0});
    CHECK(plan->at(at_second(119.999)) == FeedbackPlan::State{true, 1.0});
    CHECK(plan->at(at_second(120)) == FeedbackPlan::State{true, 0.5});
    CHECK(plan->at(at_second(140)) == FeedbackPlan::State{false, 0.5});
    CHECK(plan->at(at_second(160)) == FeedbackPlan::State{true, 0.5});
    CHECK(plan->at(at_second(240)) == FeedbackPlan::State{false, 0.0});
    CHECK(plan->at(at_second(9999)) == FeedbackPlan::State{false, 0.0});
}

TEST_CASE("the moments of change follow each other to the last phase, which never ends") {
    const auto plan = plan_of({{120, 1.0}, {100, 0.5, 40.0}, {60, 0.0}});
    REQUIRE(plan);
    std::vector<long> moments;
    for (auto next = plan->next_change(at_second(0)); next; next = plan->next_change(*next))
        moments.push_back(std::lround(in_seconds(*next)));
    CHECK(moments == std::vector<long>{120, 140, 160, 180, 200, 220});
}

TEST_CASE("the last phase's turns go on for good") {
    const auto plan = plan_of({{60, 0.25, 20.0}});
    REQUIRE(plan);
    CHECK(plan->at(at_second(10004)).is_given);
    CHECK_FALSE(plan->at(at_second(10006)).is_given);
    CHECK(plan->next_change(at_second(10006)) == at_second(10020));
}

TEST_CASE("phases that cannot be meant are refused with their number") {
    CHECK(plan_of({{60, 1.0}, {0, 1.0}}).error().sentence.starts_with("feedback phase 2: duration_s is 0"));
    CHECK(plan_of({{60, 1.5}}).error().sentence.starts_with("feedback phase 1: fraction is 1.5"));
    CHECK(plan_of({{60, 0.5, 0.0}}).error().sentence.starts_with("feedback phase 1: cycle_s is 0"));
    CHECK_FALSE(plan_of({{60, std::numeric_limits<double>::quiet_NaN()}}));
    CHECK_FALSE(plan_of(std::vector<MadeUpPhase>(101, {60, 1.0})));
}
