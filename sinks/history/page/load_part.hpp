// The load week by week: what jumps in words, a picture, and its figures as a table.
#pragma once

#include <string>

#include "sinks/history/page/person_view.hpp"

namespace sacrum::sinks {

std::string load_part(const PersonView& view);

// In what the weeks are drawn.
LoadUnit drawn_unit(const TrainingLoad& load);
double volume_of(const WeekLoad& week, LoadUnit unit);

}  // namespace sacrum::sinks
