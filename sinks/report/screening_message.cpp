#include "sinks/report/screening_message.hpp"

#include <fmt/format.h>

#include <optional>

#include "domain/normal_quantile.hpp"
#include "domain/version.hpp"
#include "sinks/report/gait_message.hpp"

namespace sacrum::sinks {
namespace {

proto::ScreeningTest test_message(ScreeningTest test) {
    switch (test) {
        case ScreeningTest::stance: return proto::STANCE;
        case ScreeningTest::single_leg: return proto::SINGLE_LEG;
        case ScreeningTest::t_balance: return proto::T_BALANCE;
        case ScreeningTest::wall_run: return proto::WALL_RUN;
        case ScreeningTest::hands_and_knees: return proto::HANDS_AND_KNEES;
    }
    return proto::SCREENING_TEST_NOT_KNOWN;
}

void fill(const ScreeningMeasure& measure, proto::ScreeningMeasure& out) {
    out.set_id(std::string(id_of(measure.kind)));
    out.set_value(to_millionth(measure.value));
    if (!measure.error) return;
    const double error = measure.error->total();
    out.set_standard_error(to_millionth(error));
    out.mutable_ci95()->set_low(to_millionth(measure.value - kNormal95 * error));
    out.mutable_ci95()->set_high(to_millionth(measure.value + kNormal95 * error));
    out.set_error_of_sensor(to_millionth(measure.error->sensor));
    out.set_error_of_reference(to_millionth(measure.error->reference));
    out.set_error_of_task(to_millionth(measure.error->task));
}

void fill(const ScreeningOutcome& outcome, std::optional<Side> side, proto::ScreeningSide& out) {
    out.set_side(to_message(side));
    for (const ScreeningMeasure& measure : outcome.measures) fill(measure, *out.add_measures());
    for (const ScreeningHold& hold : outcome.holds) {
        auto& added = *out.add_holds();
        added.set_start_s(seconds(hold.start));
        added.set_end_s(seconds(hold.end));
        added.set_ended_by_contact(hold.ended_by_contact);
    }
    for (const ScreeningRepetition& repetition : outcome.repetitions) {
        auto& added = *out.add_repetitions();
        added.set_time_s(seconds(repetition.time));
        added.set_is_full(repetition.is_full);
        added.set_depth_deg(to_millionth(repetition.depth_deg));
    }
    out.set_remark(outcome.remark);
}

std::string number(const ScreeningMeasure* measure) {
    if (measure == nullptr) return "–";
    if (!measure->error) return fmt::format("{:.4g}", measure->value);
    return fmt::format("{:.1f} ± {:.1f}", measure->value, kNormal95 * measure->error->total());
}

// fmt pads by bytes of UTF-8 in some versions: only plain text is padded here.
std::string label(ScreeningMeasureKind kind) {
    const auto unit = unit_of(kind);
    return unit.empty() ? std::string(label_of(kind)) : fmt::format("{}, {}", label_of(kind), unit);
}

void add_row(std::string& text, ScreeningMeasureKind kind, const ScreeningOutcome* left,
             const ScreeningOutcome* right) {
    text += fmt::format("  {:<28} {:>14} {:>14}\n", label(kind),
                        number(left == nullptr ? nullptr : left->find(kind)),
                        number(right == nullptr ? nullptr : right->find(kind)));
}

}  // namespace

proto::ScreeningResult to_message(const ScreeningResult& result) {
    proto::ScreeningResult out;
    out.set_test(test_message(result.test));
    out.set_is_valid(result.is_valid);
    out.set_remark(result.remark);
    out.set_program_version(kProgramVersion);
    out.set_algorithm_version(kAlgorithmVersion);
    out.set_is_guided(result.has_marks);
    out.set_reference_start_s(seconds(result.reference_start));
    out.set_reference_end_s(seconds(result.reference_end));
    out.set_reference_sd_deg(to_millionth(result.reference_sd_deg));
    if (result.both) fill(*result.both, std::nullopt, *out.add_sides());
    for (const Side side : kBothSides)
        if (result.sides[side]) fill(*result.sides[side], side, *out.add_sides());
    for (const ScreeningDifference& difference : result.differences) {
        auto& added = *out.add_differences();
        added.set_id(std::string(id_of(difference.kind)));
        added.set_left_minus_right(to_millionth(difference.left_minus_right));
        added.set_detectable(to_millionth(difference.detectable));
        added.set_is_detected(difference.is_detected());
    }
    for (const PlannedExercise& exercise : result.plan) {
        auto& added = *out.add_plan();
        added.set_name(exercise.name);
        added.set_side(to_message(exercise.side));
        added.set_dose(exercise.dose);
        added.set_progression(exercise.progression);
        added.set_why(exercise.why);
    }
    return out;
}

std::string screening_words(const ScreeningResult& result) {
    std::string text = fmt::format("{}\n", title_of(result.test));
    if (!result.is_valid) return text + "  " + result.remark + "\n";
    if (result.both) {
        for (const ScreeningMeasure& measure : result.both->measures)
            text += fmt::format("  {:<28} {:>14}\n", label(measure.kind), number(&measure));
        if (!result.both->remark.empty()) text += "  " + result.both->remark + "\n";
    }
    const auto* left = result.sides.left ? &*result.sides.left : nullptr;
    const auto* right = result.sides.right ? &*result.sides.right : nullptr;
    if (left != nullptr || right != nullptr) {
        text += fmt::format("  {:<28} {:>14} {:>14}\n", "carried by", "left", "right");
        const auto* longer =
            left == nullptr || (right != nullptr && right->measures.size() > left->measures.size()) ? right
                                                                                                    : left;
        for (const ScreeningMeasure& measure : longer->measures) add_row(text, measure.kind, left, right);
        for (const Side side : kBothSides)
            if (result.sides[side] && !result.sides[side]->remark.empty())
                text += fmt::format("  {}: {}\n", word(side), result.sides[side]->remark);
    }
    for (const ScreeningDifference& difference : result.differences) {
        if (!difference.is_detected()) continue;
        text += fmt::format("  {}: left less right {:.1f} {}, more than chance explains ({:.1f})\n",
                            label_of(difference.kind), difference.left_minus_right, unit_of(difference.kind),
                            difference.detectable);
    }
    if (!result.remark.empty()) text += "  Note: " + result.remark + "\n";
    return text +
           "  ± is the 95 % interval of this measurement. Markers of pelvic control in the frontal plane; "
           "not a "
           "diagnosis.\n";
}

std::string plan_words(const ScreeningResult& result) {
    if (!result.is_valid) return "";
    if (result.plan.empty())
        return "No exercise is offered: nothing differs between left and right by more than can be detected, "
               "and the test was done to its end.\n";
    std::string text = "To train with, if you and who treats you find it fitting\n";
    for (const PlannedExercise& exercise : result.plan) {
        text += fmt::format("  {}{}\n    {}\n    {}\n    {}\n", exercise.name,
                            exercise.side ? fmt::format(", {} side carrying", word(*exercise.side)) : "",
                            exercise.dose, exercise.progression, exercise.why);
    }
    return text;
}

}  // namespace sacrum::sinks
