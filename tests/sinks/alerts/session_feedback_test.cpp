#include "sinks/alerts/session_feedback.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "tests/sinks/alerts/made_up_strides.hpp"
#include "tests/support/allocation_counter.hpp"

using namespace sacrum;
using namespace sacrum::sinks;
using tests::at_second;
using tests::feedback_with;
using tests::Hearing;
using tests::MadeUpStride;
using tests::rule_for;
using tests::stride_of;

namespace {

constexpr double kLate = 2.5;  // seconds from a stride's end until it is known

void push(SessionFeedback& feedback, const MadeUpStride& made_up, Hearing& hearing) {
    feedback.push(stride_of(made_up), at_second(made_up.end_s + kLate), hearing);
}

// Left strides end at 0.7, 1.4, …, right ones half a stride later; drops scatter by ±0.3° with a known
// pattern.
void run(SessionFeedback& feedback, double from_s, double to_s, double left_deg, double right_deg,
         Hearing& hearing) {
    int n = 0;
    for (double end_s = from_s + 0.7; end_s <= to_s; end_s += 0.7, ++n) {
        const double scatter = 0.3 * double(n % 3 - 1);
        push(feedback, {.end_s = end_s, .side = Side::left, .drop_deg = left_deg + scatter}, hearing);
        push(feedback, {.end_s = end_s + 0.35, .side = Side::right, .drop_deg = right_deg - scatter},
             hearing);
    }
}

proto::Action set_baseline(double over_s = 0.0) {
    proto::Action action;
    action.mutable_set_baseline()->set_over_s(over_s);
    return action;
}

}  // namespace

TEST_CASE("each side is watched by itself") {
    auto feedback = feedback_with({rule_for(proto::PELVIC_DROP, {}, 8.0)});
    Hearing hearing;
    push(feedback, {.end_s = 1.0, .side = Side::left, .drop_deg = 9.0}, hearing);
    push(feedback, {.end_s = 1.35, .side = Side::right, .drop_deg = 5.0}, hearing);
    push(feedback, {.end_s = 1.7, .side = Side::left, .drop_deg = 5.0}, hearing);
    CHECK(hearing.words() == std::vector<std::string>{"left ABOVE!", "right WITHIN", "left WITHIN"});
    CHECK(hearing.alerts[0].time_s() == 1.0);
    CHECK(hearing.alerts[0].noticed_at_s() == 3.5);
    CHECK(hearing.alerts[0].measured() == 9.0);
    CHECK(hearing.alerts[0].high() == 8.0);
    CHECK_FALSE(hearing.alerts[0].has_low());
}

TEST_CASE("a rule for one side says nothing of the other") {
    auto rule = rule_for(proto::PELVIC_DROP, {}, 8.0);
    rule.set_side(proto::RIGHT);
    auto feedback = feedback_with({rule});
    Hearing hearing;
    run(feedback, 0, 20, 9.0, 5.0, hearing);
    CHECK(hearing.words() == std::vector<std::string>{"right WITHIN"});
}

TEST_CASE("one odd stride among five moves no median, and before five nothing is said") {
    auto rule = rule_for(proto::PELVIC_DROP, {}, 8.0);
    rule.set_over_strides(5);
    auto feedback = feedback_with({rule});
    Hearing hearing;
    int n = 0;
    for (const double drop : {6.0, 6.0, 20.0, 6.0, 6.0, 20.0, 6.0, 9.0, 9.0, 9.0}) {
        push(feedback, {.end_s = 0.7 * ++n, .drop_deg = drop}, hearing);
        if (n < 5) CHECK(hearing.alerts.empty());
    }
    // The fifth is the first median; of 6 20 6 9 9 the median is 9.
    CHECK(hearing.words() == std::vector<std::string>{"left WITHIN", "left ABOVE!", "left ABOVE!"});
    CHECK(hearing.alerts[1].time_s() == Approx(0.7 * 9));
}

TEST_CASE("strides that are not to be used, or whose side is not known, change nothing") {
    auto feedback =
        feedback_with({rule_for(proto::PELVIC_DROP, {}, 8.0), rule_for(proto::CADENCE, {}, 100.0)});
    Hearing hearing;
    for (const StrideFlaw flaw : kStrideFlaws) {
        Stride stride = stride_of({.end_s = 1.0, .drop_deg = 9.0});
        stride.flaws.add(flaw);
        feedback.push(stride, at_second(3), hearing);
    }
    Stride stride = stride_of({.end_s = 1.0, .drop_deg = 9.0});
    stride.side.reset();
    feedback.push(stride, at_second(3), hearing);
    stride = stride_of({.end_s = 1.0});
    stride.metrics = {};
    feedback.push(stride, at_second(3), hearing);
    CHECK(hearing.alerts.empty());
}

TEST_CASE("where no usable stride comes for 8 s the place is not known, and the dwell time begins anew") {
    auto rule = rule_for(proto::PELVIC_DROP, {}, 8.0);
    rule.set_dwell_s(2.0);
    rule.set_refractory_s(100.0);
    auto feedback = feedback_with({rule});
    Hearing hearing;
    push(feedback, {.end_s = 1.0, .drop_deg = 9.0}, hearing);
    feedback.advance(at_second(8.9), hearing);
    CHECK(hearing.alerts.size() == 1);
    feedback.advance(at_second(30.0), hearing);
    REQUIRE(hearing.alerts.size() == 2);
    CHECK(hearing.alerts[1].place() == proto::Alert::PLACE_NOT_KNOWN);
    CHECK(hearing.alerts[1].time_s() == 9.0);
    CHECK_FALSE(hearing.alerts[1].has_measured());
    push(feedback, {.end_s = 31.0, .drop_deg = 9.0}, hearing);
    push(feedback, {.end_s = 32.0, .drop_deg = 9.0}, hearing);
    push(feedback, {.end_s = 33.0, .drop_deg = 9.0}, hearing);
    CHECK(hearing.words() ==
          std::vector<std::string>{"left ABOVE", "left PLACE_NOT_KNOWN", "left ABOVE", "left ABOVE!"});
    CHECK(hearing.alerts[3].time_s() == 33.0);
}

TEST_CASE("after half a minute's pause the median is of new strides alone") {
    auto rule = rule_for(proto::PELVIC_DROP, {}, 8.0);
    rule.set_over_strides(3);
    auto feedback = feedback_with({rule});
    Hearing hearing;
    for (const double end_s : {1.0, 2.0, 3.0}) push(feedback, {.end_s = end_s, .drop_deg = 9.0}, hearing);
    for (const double end_s : {40.0, 41.0}) push(feedback, {.end_s = end_s, .drop_deg = 5.0}, hearing);
    CHECK(hearing.words() == std::vector<std::string>{"left ABOVE!", "left PLACE_NOT_KNOWN"});
    push(feedback, {.end_s = 42.0, .drop_deg = 5.0}, hearing);
    CHECK(hearing.alerts.back().place() == proto::Alert::WITHIN);
}

TEST_CASE("asymmetry is right less left, and needs both sides to be of now") {
    auto feedback = feedback_with({rule_for(proto::DROP_ASYMMETRY, -1.0, 1.0)});
    Hearing hearing;
    push(feedback, {.end_s = 1.0, .side = Side::right, .drop_deg = 5.0}, hearing);
    CHECK(hearing.alerts.empty());
    push(feedback, {.end_s = 1.35, .side = Side::left, .drop_deg = 7.5}, hearing);
    REQUIRE(hearing.alerts.size() == 1);
    CHECK(hearing.alerts[0].measured() == -2.5);
    CHECK(hearing.words() == std::vector<std::string>{"BELOW!"});
    for (double end_s = 2.0; end_s < 12.0; end_s += 0.7)
        push(feedback, {.end_s = end_s, .side = Side::right, .drop_deg = 5.0}, hearing);
    CHECK(hearing.alerts.back().place() == proto::Alert::PLACE_NOT_KNOWN);
    CHECK(hearing.alerts.back().time_s() == 9.35);
}

TEST_CASE("cadence and sway are of the strides of both sides") {
    auto cadence = rule_for(proto::CADENCE, 165.0, 175.0);
    auto sway = rule_for(proto::LATERAL_SWAY, {}, 30.0);
    cadence.set_over_strides(2);
    auto feedback = feedback_with({cadence, sway});
    Hearing hearing;
    push(feedback, {.end_s = 1.0, .side = Side::left, .cadence_per_min = 160.0, .sway_mm = 31.0}, hearing);
    push(feedback, {.end_s = 1.35, .side = Side::right, .cadence_per_min = 164.0, .sway_mm = 31.0}, hearing);
    CHECK(hearing.words() == std::vector<std::string>{"ABOVE!", "ABOVE!", "BELOW!"});
    CHECK(hearing.alerts[2].measured() == 162.0);
    CHECK(hearing.alerts[2].side() == proto::SIDE_NOT_KNOWN);
}

TEST_CASE("a baseline of fewer than ten usable strides a side is refused with a sentence") {
    auto feedback = feedback_with({});
    Hearing hearing;
    run(feedback, 0, 0.7 * 9 + 0.1, 6.0, 6.0, hearing);
    feedback.take(set_baseline(), at_second(9), hearing);
    REQUIRE(hearing.baselines.size() == 1);
    CHECK(hearing.baselines[0].measures_size() == 0);
    CHECK(hearing.baselines[0].reason() ==
          "the last 9 s hold 9 usable strides left and 9 right, and a baseline takes 10 a side; go on a "
          "little and "
          "set it again");
}

TEST_CASE("without rules a baseline alone makes a larger drop an alert, and a smaller one none") {
    auto feedback = feedback_with({});
    Hearing hearing;
    run(feedback, 0, 60, 6.0, 6.0, hearing);
    CHECK(hearing.alerts.empty());
    feedback.take(set_baseline(60), at_second(63), hearing);
    REQUIRE(hearing.baselines.size() == 1);
    REQUIRE(hearing.baselines[0].measures_size() == int(kAlertSlotCount));
    CHECK(hearing.baselines[0].measures(0).median() == Approx(6.0));
    run(feedback, 63, 90, 9.0, 3.0, hearing);
    const auto words = hearing.words();
    CHECK(std::ranges::count(words, "left ABOVE!") >= 2);
    CHECK(std::ranges::count(words, "right BELOW") == 1);
    CHECK(std::ranges::count(words, "right BELOW!") == 0);
}

TEST_CASE("a baseline that is set again takes the place of the first, with its bands") {
    auto feedback = feedback_with({});
    Hearing hearing;
    run(feedback, 0, 60, 6.0, 6.0, hearing);
    feedback.take(set_baseline(60), at_second(63), hearing);
    run(feedback, 63, 123, 9.0, 9.0, hearing);
    const auto before = hearing.alerts.size();
    CHECK(hearing.alerts.back().place() == proto::Alert::ABOVE);
    feedback.take(set_baseline(59), at_second(126), hearing);
    REQUIRE(hearing.baselines.size() == 2);
    CHECK(hearing.baselines[1].measures(0).median() == Approx(9.0));
    run(feedback, 126, 140, 9.0, 9.0, hearing);
    for (std::size_t n = before; n < hearing.alerts.size(); ++n)
        CHECK(hearing.alerts[n].place() == proto::Alert::WITHIN);
    CHECK(hearing.alerts.size() == before + 2);
}

TEST_CASE("a baseline that is refused leaves the one before in effect") {
    auto feedback = feedback_with({});
    Hearing hearing;
    run(feedback, 0, 60, 6.0, 6.0, hearing);
    feedback.take(set_baseline(), at_second(63), hearing);
    feedback.take(set_baseline(2.0), at_second(63), hearing);
    REQUIRE(hearing.baselines.size() == 2);
    CHECK_FALSE(hearing.baselines[1].reason().empty());
    CHECK(hearing.baselines[1].measures_size() == hearing.baselines[0].measures_size());
    run(feedback, 63, 80, 9.0, 6.0, hearing);
    CHECK(std::ranges::count(hearing.words(), "left ABOVE!") >= 1);
}

TEST_CASE("without a length the baseline is of the stage that runs") {
    auto feedback = feedback_with({});
    Hearing hearing;
    run(feedback, 0, 60, 6.0, 6.0, hearing);
    proto::Action stage;
    stage.mutable_begin_stage()->set_name("faster");
    feedback.take(stage, at_second(63), hearing);
    run(feedback, 63.5, 100, 8.0, 8.0, hearing);
    feedback.take(set_baseline(), at_second(103), hearing);
    REQUIRE(hearing.baselines.size() == 1);
    CHECK(hearing.baselines[0].measures(0).median() == Approx(8.0));
    CHECK(hearing.baselines[0].from_s() >= 63.0);
}

TEST_CASE("a baseline that is cleared takes its alerts with it") {
    auto feedback = feedback_with({});
    Hearing hearing;
    run(feedback, 0, 60, 6.0, 6.0, hearing);
    feedback.take(set_baseline(), at_second(63), hearing);
    run(feedback, 63, 80, 9.0, 6.0, hearing);
    proto::Action clear;
    clear.mutable_clear_baseline();
    feedback.take(clear, at_second(83), hearing);
    CHECK(hearing.baselines.back().measures_size() == 0);
    CHECK(hearing.baselines.back().reason().empty());
    CHECK(hearing.words().back() == "right PLACE_NOT_KNOWN");
    const auto said = hearing.alerts.size();
    run(feedback, 83, 100, 9.0, 6.0, hearing);
    CHECK(hearing.alerts.size() == said);
}

TEST_CASE("sides that are exchanged in mid-session exchange the baseline and the strides it may rest on") {
    auto feedback = feedback_with({});
    Hearing hearing;
    run(feedback, 0, 60, 6.0, 8.0, hearing);
    feedback.take(set_baseline(), at_second(63), hearing);
    proto::Action swap;
    swap.mutable_swap_sides();
    feedback.take(swap, at_second(64), hearing);
    feedback.take(set_baseline(), at_second(65), hearing);
    REQUIRE(hearing.baselines.size() == 3);
    const auto asymmetry = [](const proto::Baseline& baseline) { return baseline.measures(5).median(); };
    CHECK(asymmetry(hearing.baselines[0]) == Approx(2.0));
    for (const std::size_t at : {1U, 2U}) {
        CHECK(asymmetry(hearing.baselines[at]) == Approx(-2.0));
        for (const auto& measure : hearing.baselines[at].measures()) {
            if (measure.measure() != proto::PELVIC_DROP) continue;
            CHECK(measure.median() == Approx(measure.side() == proto::LEFT ? 8.0 : 6.0));
        }
    }
    run(feedback, 65, 80, 8.0, 6.0, hearing);
    for (const auto& alert : hearing.alerts) CHECK(alert.place() == proto::Alert::WITHIN);
}

TEST_CASE("a new level voids the baseline and what was counted, and says so") {
    auto feedback = feedback_with({});
    Hearing hearing;
    run(feedback, 0, 60, 6.0, 8.0, hearing);
    feedback.take(set_baseline(), at_second(63), hearing);
    feedback.forget("the level was set anew; set the baseline again", hearing);
    REQUIRE(hearing.baselines.size() == 2);
    CHECK(hearing.baselines[1].measures_size() == 0);
    CHECK(hearing.baselines[1].reason().starts_with("the level was set anew"));
    feedback.take(set_baseline(), at_second(65), hearing);
    CHECK(hearing.baselines[2].reason().find("0 usable strides left and 0 right") != std::string::npos);
}

TEST_CASE("limits that a person chose stay through an exchange of sides") {
    auto feedback = feedback_with({rule_for(proto::PELVIC_DROP, {}, 8.0)});
    Hearing hearing;
    push(feedback, {.end_s = 1.0, .drop_deg = 9.0}, hearing);
    proto::Action swap;
    swap.mutable_swap_sides();
    feedback.take(swap, at_second(4), hearing);
    push(feedback, {.end_s = 2.0, .side = Side::right, .drop_deg = 9.0}, hearing);
    CHECK(hearing.words() == std::vector<std::string>{"left ABOVE!", "left PLACE_NOT_KNOWN", "right ABOVE!"});
    CHECK(hearing.baselines.empty());
}

TEST_CASE("bands that a person sets take the place of those before, and of a rule's") {
    auto feedback = feedback_with({rule_for(proto::PELVIC_DROP, {}, 8.0)});
    Hearing hearing;
    push(feedback, {.end_s = 1.0, .drop_deg = 9.0}, hearing);
    proto::Action action;
    auto& band = *action.mutable_set_bands()->add_bands();
    band.set_measure(proto::PELVIC_DROP);
    band.set_side(proto::LEFT);
    band.set_high(10.0);
    auto& nonsense = *action.mutable_set_bands()->add_bands();
    nonsense.set_measure(proto::CADENCE);
    nonsense.set_high(std::nan(""));
    feedback.take(action, at_second(4), hearing);
    push(feedback, {.end_s = 2.0, .drop_deg = 9.0}, hearing);
    push(feedback, {.end_s = 2.35, .side = Side::right, .drop_deg = 9.0}, hearing);
    CHECK(hearing.words() == std::vector<std::string>{"left ABOVE!", "left WITHIN", "right ABOVE!"});
    CHECK(hearing.alerts[1].high() == 10.0);
}

TEST_CASE("feedback is said at each change, and alerts outside it are not signalled") {
    proto::FeedbackConfiguration configuration;
    auto& phase = *configuration.add_phase();
    phase.set_duration_s(100);
    phase.set_fraction(0.5);
    phase.set_cycle_s(10);
    auto feedback = feedback_with({rule_for(proto::PELVIC_DROP, {}, 8.0)}, configuration);
    Hearing hearing;
    for (double end_s = 1.0; end_s < 18.0; end_s += 1.0)
        push(feedback, {.end_s = end_s, .drop_deg = 9.0}, hearing);
    std::vector<std::pair<double, bool>> states;
    for (const auto& state : hearing.states) states.emplace_back(state.time_s(), state.is_given());
    CHECK(states == std::vector<std::pair<double, bool>>{{0, true}, {5, false}, {10, true}, {15, false}});
    CHECK(hearing.states[0].planned_fraction() == 0.5);
    for (const auto& alert : hearing.alerts) {
        const bool is_given = std::fmod(alert.noticed_at_s(), 10.0) < 5.0;
        INFO(alert.noticed_at_s());
        CHECK(alert.is_signalled() == is_given);
    }
}

namespace {

// A session with everything in it, from a seed.
std::vector<std::string> session(std::uint32_t seed, bool is_mirrored, double step_s) {
    proto::FeedbackConfiguration configuration;
    auto& phase = *configuration.add_phase();
    phase.set_duration_s(60);
    phase.set_fraction(0.7);
    phase.set_cycle_s(13);
    auto drop = rule_for(proto::PELVIC_DROP, {}, {});
    drop.set_over_strides(5);
    drop.set_dwell_s(2);
    drop.set_refractory_s(5);
    drop.set_hysteresis(0.2);
    auto asymmetry = rule_for(proto::DROP_ASYMMETRY, -1.0, 1.0);
    auto feedback = feedback_with({drop, asymmetry, rule_for(proto::CADENCE, 168.0, 172.0)}, configuration);
    Hearing hearing;
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> part(0.0, 1.0);
    double now_s = 0.0;
    for (int n = 0; n < 300; ++n) {
        Side side = n % 2 == 0 ? Side::left : Side::right;
        const double drift = n > 150 ? 0.02 * double(n - 150) : 0.0;
        const double drop_deg = (side == Side::left ? 6.0 + drift : 6.5) + part(random);
        if (is_mirrored) side = opposite(side);
        const double end_s = 0.35 * n + (n > 220 ? 20.0 : 0.0);
        for (; now_s < end_s + kLate; now_s += step_s) feedback.advance(at_second(now_s), hearing);
        Stride stride = stride_of({.end_s = end_s,
                                   .side = side,
                                   .drop_deg = drop_deg,
                                   .cadence_per_min = 168.0 + 5.0 * part(random)});
        if (part(random) < 0.05) stride.flaws.add(StrideFlaw::irregular);
        feedback.push(stride, at_second(end_s + kLate), hearing);
        if (n == 100) feedback.take(set_baseline(), at_second(end_s + kLate), hearing);
    }
    return hearing.all;
}

std::vector<std::string> sorted(std::vector<std::string> said) {
    std::ranges::sort(said);
    return said;
}

// The other side's, right less left with the other sign.
std::string mirrored(std::string text) {
    const auto exchange = [&](std::string_view from, std::string_view to) {
        for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
            text.replace(at, from.size(), to);
    };
    exchange("LEFT", "<");
    exchange("RIGHT", "LEFT");
    exchange("<", "RIGHT");
    return text;
}

}  // namespace

TEST_CASE("mirrored strides give mirrored alerts") {
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        const auto of_sides = [](std::vector<std::string> said, bool mirrors) {
            std::erase_if(said, [](const std::string& one) {
                return one.find("measure: PELVIC_DROP side") == std::string::npos ||
                       one.find("measures") != std::string::npos;
            });
            if (mirrors) std::ranges::transform(said, said.begin(), mirrored);
            return sorted(std::move(said));
        };
        const auto plain = of_sides(session(seed, false, 0.005), false);
        CHECK(plain.size() > 5);
        CHECK((plain == of_sides(session(seed, true, 0.005), true)));
        // Right less left: as often, on the other end.
        const auto count = [](const std::vector<std::string>& said, const char* place) {
            return std::ranges::count_if(said, [&](const std::string& one) {
                return one.find("DROP_ASYMMETRY place: " + std::string(place)) != std::string::npos;
            });
        };
        CHECK(count(session(seed, false, 0.005), "ABOVE") == count(session(seed, true, 0.005), "BELOW"));
    }
}

TEST_CASE("how often time is told changes nothing of what is said") {
    for (std::uint32_t seed = 1; seed <= 20; ++seed) {
        const auto fine = session(seed, false, 0.005);
        CHECK(fine.size() > 20);
        CHECK((fine == session(seed, false, 0.05)));
        CHECK((sorted(fine) == sorted(session(seed, false, 1.0))));
    }
}

TEST_CASE("a running session allocates nothing") {
    proto::FeedbackConfiguration configuration;
    auto& phase = *configuration.add_phase();
    phase.set_duration_s(1000);
    phase.set_fraction(0.5);
    phase.set_cycle_s(3);
    auto feedback = feedback_with({rule_for(proto::PELVIC_DROP, {}, 6.0)}, configuration);
    struct Counting : FeedbackListener {
        int alerts = 0, states = 0;
        void on_alert(const proto::Alert&) override { ++alerts; }
        void on_baseline(const proto::Baseline&) override {}
        void on_feedback(const proto::FeedbackState&) override { ++states; }
    } counting;
    const auto run_on = [&](double from_s) {
        for (double end_s = from_s; end_s < from_s + 30.0; end_s += 0.35) {
            const bool is_left = int(end_s / 0.35) % 2 == 0;
            feedback.push(stride_of({.end_s = end_s,
                                     .side = is_left ? Side::left : Side::right,
                                     .drop_deg = std::fmod(end_s, 2.0) < 1.0 ? 5.0 : 7.0}),
                          at_second(end_s + kLate), counting);
        }
    };
    run_on(0.0);
    const tests::AllocationCounter allocations;
    run_on(30.0);
    if (tests::AllocationCounter::kCanCount) CHECK(allocations.count() == 0);
    CHECK(counting.alerts > 20);
    CHECK(counting.states > 10);
}
