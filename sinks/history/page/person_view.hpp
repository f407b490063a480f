// What the page of a person's history is made from.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/gait_course.hpp"
#include "domain/training_load.hpp"

namespace sacrum::sinks {

struct PersonView {
    std::string code;                     // P-7QK2
    std::optional<std::string> label{};   // a name of the owner's choice
    std::vector<PastSession> sessions{};  // in order of time
    std::vector<GaitCourse> courses{};    // that of the newest session first
    TrainingLoad load{};
    std::vector<std::optional<LoadJump>> week_jumps{};  // of each week
};

}  // namespace sacrum::sinks
