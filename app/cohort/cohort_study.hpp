// Studies of a merged cohort: how well each measure repeats itself from session to session of a person, and
// how groups of people differ. Sessions of one task and gait are taken together; recordings of one session
// are averaged first.
#pragma once

#include <string>

#include "app/cohort/cohort_merge.hpp"

namespace sacrum::app {

// Writes reliability.csv and bland_altman.csv; says so, and what it found, in the outcome.
Result<void> study_reliability(const CohortFolder& folder, MergedCohort& cohort);

// Writes groups.csv: every two groups of people that `column` of the participants' table makes.
Result<void> compare_participants(const CohortFolder& folder, MergedCohort& cohort,
                                  const std::string& column);

}  // namespace sacrum::app
