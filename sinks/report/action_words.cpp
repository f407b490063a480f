#include "sinks/report/action_words.hpp"

#include <fmt/format.h>

namespace sacrum::sinks {
namespace {

std::string words(const proto::Note& note) {
    std::string text = note.kind();
    if (note.has_number()) text += fmt::format(" {:g}", note.number());
    if (!note.text().empty()) text += " " + note.text();
    return text;
}

std::string words(const proto::BeginStage& stage) {
    std::string text = "stage " + stage.name();
    if (stage.has_speed_m_per_s()) text += fmt::format(", {:g} m/s", stage.speed_m_per_s());
    if (stage.has_incline_percent()) text += fmt::format(", {:g} %", stage.incline_percent());
    return text;
}

}  // namespace

std::string action_words(const proto::Action& action) {
    switch (action.what_case()) {
        case proto::Action::kNote: return words(action.note());
        case proto::Action::kCalibrate:
            return fmt::format("stands still for {:g} s", action.calibrate().duration_s());
        case proto::Action::kSwapSides: return "sides exchanged";
        case proto::Action::kBeginStage: return words(action.begin_stage());
        case proto::Action::kEndStage: return "stage ended";
        case proto::Action::kSetBaseline: return "baseline set";
        case proto::Action::kClearBaseline: return "baseline cleared";
        case proto::Action::kSetBands: return "bands set";
        case proto::Action::WHAT_NOT_SET: break;
    }
    return {};
}

}  // namespace sacrum::sinks
