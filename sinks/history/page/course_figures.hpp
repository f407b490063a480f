// The measures of a gait over the sessions: a picture each with its words, and its figures as a table.
#pragma once

#include <string>

#include "domain/gait_course.hpp"

namespace sacrum::sinks {

// `first_picture`: the number of its first picture among those of the page.
std::string course_figures(const GaitCourse& course, std::size_t first_picture);

}  // namespace sacrum::sinks
