// The tests are exercises too: which to train with, by what was found. Offered, never prescribed, and never a
// word about the cause: a drop says nothing about the strength of a muscle.
#pragma once

#include <vector>

#include "domain/screening.hpp"

namespace sacrum::analysis {

// Left minus right of every measure that both sides have and whose error is known.
std::vector<ScreeningDifference> differences_of(const ScreeningResult& result);

// From the result with its differences.
std::vector<PlannedExercise> plan_of(const ScreeningResult& result);

}  // namespace sacrum::analysis
