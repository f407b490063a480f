// Exercises of a history, with how much of them was done, for people and for the page of a report.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "app/history_file.hpp"
#include "domain/past_screening.hpp"
#include "proto/history.pb.h"
#include "proto/report_page.pb.h"

namespace sacrum::app {

// "noted on 7 of the 12 days that the dose asks for since 2026-03-01; on 2 of the last 7 days"
std::string adherence_words(const PrescribedExercise& exercise, std::chrono::sys_days today);

// Those that hold on that day.
std::vector<proto::Exercise> exercises_of(const std::vector<PrescribedExercise>& exercises,
                                          std::chrono::sys_days today);

// Tests and exercises of a person, for programs.
void add_screenings(const OpenedPerson& opened, proto::PersonHistory& message);

void print_exercises(const std::vector<PrescribedExercise>& exercises, std::chrono::sys_days today);

}  // namespace sacrum::app
