// The shards of a cohort on this machine, several at a time.
#pragma once

#include <cstddef>

#include "app/cohort/cohort_plan.hpp"

namespace sacrum::app {

// As many as there are processors.
std::size_t usual_jobs();

// Every shard of the plan. Progress is shown on stderr where that is a terminal.
Result<void> run_on_this_machine(const CohortFolder& folder, const proto::CohortPlan& plan, std::size_t jobs);

}  // namespace sacrum::app
