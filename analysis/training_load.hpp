// Adds up what sessions weighed on a person, and finds a jump in volume in the week it happens. Raw sums
// first; the ratio of now to the weeks before describes and foretells nothing (Wang 2020).
#pragma once

#include <span>

#include "domain/past_session.hpp"
#include "domain/training_load.hpp"

namespace sacrum::analysis {

constexpr int kWeeksBefore = 4;       // that a week is held against
constexpr int kFewestWeeks = 2;       // there must be that many, or nobody knows what is usual
constexpr double kClearlyMore = 1.5;  // times the mean of them

// In order of time. Weeks run from Monday to Sunday, UTC.
TrainingLoad training_load(std::span<const PastSession> sessions);

}  // namespace sacrum::analysis
