#include "analysis/stage_summary.hpp"

#include <algorithm>
#include <iterator>

#include "analysis/session_summary.hpp"

namespace sacrum::analysis {
namespace {

GaitMode main_gait_of(const std::vector<Stride>& strides) {
    if (strides.empty()) return GaitMode::other;
    const auto running = std::ranges::count(strides, GaitMode::running, &Stride::mode);
    return 2 * running > std::ssize(strides) ? GaitMode::running : GaitMode::walking;
}

}  // namespace

void summarise_stages(const Recording& recording, Session& session) {
    if (recording.samples.empty()) return;
    for (const SessionStage& stage : recording.actions.stages) {
        StageSummary summary;
        summary.stage = stage;
        summary.start = stage.start.value_or(recording.samples.front().time);
        summary.end = stage.end.value_or(recording.samples.back().time);
        std::vector<Stride> strides;
        std::ranges::copy_if(session.strides, std::back_inserter(strides),
                             [&](const Stride& stride) { return stage.holds(stride.start); });
        summary.main_gait = main_gait_of(strides);
        std::erase_if(strides, [&](const Stride& stride) { return stride.mode != summary.main_gait; });
        // What the errors of a measure depend on.
        SessionReport errors;
        errors.pass = session.report.pass;
        errors.rate = session.report.rate;
        errors.sides = session.report.sides;
        errors.mounting = session.report.mounting;
        errors.fits_landing_model = session.report.fits_landing_model;
        errors.main_gait = summary.main_gait;
        for (const Side side : kBothSides) summary.sides[side] = summarise_side(strides, side, errors);
        session.report.stages.push_back(std::move(summary));
    }
}

}  // namespace sacrum::analysis
