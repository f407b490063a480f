#include "firmware_bridge/recording/action_collector.hpp"

namespace sacrum::firmware_bridge {
namespace {

SessionNote note_of(const proto::Note& note, std::optional<SessionTime> time) {
    SessionNote taken{.time = time, .kind = note.kind(), .text = note.text()};
    if (note.has_number()) taken.number = note.number();
    return taken;
}

SessionStage stage_of(const proto::BeginStage& stage, std::optional<SessionTime> time) {
    SessionStage taken{.name = stage.name(), .start = time};
    if (stage.has_speed_m_per_s()) taken.speed_m_per_s = stage.speed_m_per_s();
    if (stage.has_incline_percent()) taken.incline_percent = stage.incline_percent();
    return taken;
}

}  // namespace

void ActionCollector::take(const proto::Action& action, std::optional<SessionTime> time,
                           std::size_t samples) {
    switch (action.what_case()) {
        case proto::Action::kNote: actions_.notes.push_back(note_of(action.note(), time)); return;
        case proto::Action::kCalibrate:
            actions_.standing.push_back({.after_samples = samples,
                                         .duration = duration_from_seconds(action.calibrate().duration_s())});
            return;
        case proto::Action::kSwapSides: ++actions_.side_swaps; return;
        case proto::Action::kBeginStage:
            end_stage(time);
            actions_.stages.push_back(stage_of(action.begin_stage(), time));
            is_in_stage_ = true;
            return;
        case proto::Action::kEndStage: end_stage(time); return;
        // Of the feedback alone.
        case proto::Action::kSetBaseline:
        case proto::Action::kClearBaseline:
        case proto::Action::kSetBands:
        case proto::Action::WHAT_NOT_SET: return;
    }
}

void ActionCollector::end_stage(std::optional<SessionTime> time) {
    if (!is_in_stage_) return;
    is_in_stage_ = false;
    // One that was over before the first sample holds nothing.
    actions_.stages.back().end = time;
    if (!time) actions_.stages.pop_back();
}

}  // namespace sacrum::firmware_bridge
