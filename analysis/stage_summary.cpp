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
        // The session as far as the errors of a measure depend on it, with the strides of this stage.
        SessionReport part;
        part.pass = session.report.pass;
        part.mounting = session.report.mounting;
        part.rate = session.report.rate;
        part.quality = session.report.quality;
        part.loss_fraction = session.report.loss_fraction;
        part.gyroscope_bias_deg_per_s = session.report.gyroscope_bias_deg_per_s;
        part.tilt_deg = session.report.tilt_deg;
        part.fits_landing_model = session.report.fits_landing_model;
        part.main_gait = summary.main_gait;
        summarise_strides(strides, part);
        summary.sides = part.sides;
        session.report.stages.push_back(std::move(summary));
    }
}

}  // namespace sacrum::analysis
