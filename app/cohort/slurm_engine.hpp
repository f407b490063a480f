// The shards of a cohort as an array of Slurm jobs, and the merge as a job that waits for them. The cohort's
// folder,
// --out and the program lie where every node sees them under the same path.
#pragma once

#include <optional>
#include <string>

#include "app/cohort/cohort_plan.hpp"

namespace sacrum::app {

struct SlurmParams {
    std::string options{};      // for sbatch, as typed: "--partition=day --time=2:00:00"
    std::string merge_words{};  // studies, as typed after `sacrum cohort --only merge`
};

// Jobs of this folder that are still in the queue; empty: none.
std::optional<std::string> queued_merge(const CohortFolder& folder);

// Writes the scripts and submits them; the id of the merge's job.
Result<std::string> submit_to_slurm(const CohortFolder& folder, const proto::CohortPlan& plan,
                                    const SlurmParams& params);

// Until the merge has left the queue, with progress on stderr where that is a terminal. Refused when it has
// left no tables of this plan.
Result<void> follow_on_slurm(const CohortFolder& folder, const proto::CohortPlan& plan,
                             const std::string& merge);

}  // namespace sacrum::app
