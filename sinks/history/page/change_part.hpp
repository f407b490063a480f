// What has changed in a gait, in sentences: what differs by more than chance, with what it was compared, and
// what was left out and why.
#pragma once

#include <string>

#include "domain/gait_course.hpp"

namespace sacrum::sinks {

std::string change_part(const GaitCourse& course);

}  // namespace sacrum::sinks
