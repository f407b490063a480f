// The load of a person in plain words: sums first, then whether the newest week jumps. Never a risk.
#pragma once

#include <string>
#include <vector>

#include "domain/training_load.hpp"

namespace sacrum::sinks {

// "week of 2026-03-02   3 sessions, 14.2 km, 12780 steps, …"
std::string week_words(const WeekLoad& week);

// Empty when the newest week is like those before.
std::vector<std::string> jump_sentences(const TrainingLoad& load);

}  // namespace sacrum::sinks
