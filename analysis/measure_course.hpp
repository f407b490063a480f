// The measures of a person over sessions of one gait, and the newest sound session beside the person's
// baseline. A poor recording takes part in nothing, so where it is the newest, the one before is compared.
#pragma once

#include <span>
#include <vector>

#include "domain/gait_course.hpp"

namespace sacrum::analysis {

// In order of time. One for each gait; that of the newest session first. `others`: sessions of the other
// people of the history, who tell with this one how well the measures repeat themselves.
std::vector<GaitCourse> gait_courses(std::span<const PastSession> sessions,
                                     std::span<const std::vector<PastSession>> others = {});

}  // namespace sacrum::analysis
