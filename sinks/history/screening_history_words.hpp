// Guided tests and exercises of a history in plain words.
#pragma once

#include <chrono>
#include <span>
#include <string>
#include <vector>

#include "domain/past_screening.hpp"

namespace sacrum::sinks {

// What a person is told of first, over all tests.
std::span<const ScreeningMeasureKind> main_screening_measures();

// A line per test that was done and measure of it, in order of tests and then of time:
// "2026-03-01  mean drop               left 4.2 ± 1.1 °     right 6.0 ± 1.2 °", each test begun by a line
// with its name. ± is the 95 % interval of that measurement.
std::vector<std::string> screening_lines(std::span<const PastScreening> screenings,
                                         std::span<const ScreeningMeasureKind> measures);

// "single-leg stance, left side carrying"
std::string exercise_name(const PrescribedExercise& exercise);

}  // namespace sacrum::sinks
