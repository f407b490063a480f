// How much of an exercise that was prescribed has been done, counted in days. A day on which it was not noted
// counts as one without it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "domain/past_screening.hpp"

namespace sacrum::analysis {

struct ExerciseAdherence {
    std::int64_t days_done = 0;
    std::int64_t days_passed = 0;              // since it was prescribed, the first and the last included
    std::optional<std::int64_t> days_asked{};  // of these, by the dose; empty: the dose does not say
    std::int64_t done_last_week = 0;           // on the last seven of them
};

// Up to and with `today`, or until the exercise was stopped. Empty before it begins.
std::optional<ExerciseAdherence> adherence_of(const PrescribedExercise& exercise,
                                              std::chrono::sys_days today);

// "3 × 30 s per leg, 3 days a week" asks for 3; a dose in other words for nothing that could be counted.
std::optional<double> days_per_week_of(const std::string& dose);

}  // namespace sacrum::analysis
