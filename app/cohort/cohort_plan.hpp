// What is to be done for a cohort: its recordings, and a shard for each that has no result yet. The same
// recordings, settings and results give the same plan.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>

#include "app/cohort/recording_list.hpp"
#include "domain/result.hpp"
#include "proto/cohort.pb.h"
#include "sinks/cohort/result_file.hpp"

namespace sacrum::app {

// Where things lie in the folder that --out names.
struct CohortFolder {
    std::filesystem::path out;
    [[nodiscard]] std::filesystem::path plan() const { return out / "plan.json"; }
    [[nodiscard]] std::filesystem::path outcome() const { return out / "outcome.json"; }
    [[nodiscard]] std::filesystem::path results() const { return out / "results"; }
    [[nodiscard]] std::filesystem::path slurm() const { return out / "slurm"; }
    [[nodiscard]] std::filesystem::path shard(const proto::CohortPlan& plan, std::uint32_t shard) const;
};

struct PlanParams {
    std::filesystem::path root{};
    std::optional<std::filesystem::path> participants{};  // else participants.tsv or .csv in root, if there
    proto::Configuration configuration{};
    std::optional<std::uint32_t> shards{};  // else by size
    bool retries = false;                   // plan those that failed once more
};

proto::CohortPlan make_plan(const PlanParams& params, const std::vector<ListedRecording>& recordings,
                            const sinks::ResultIndex& done);

Result<void> write_plan(const CohortFolder& folder, const proto::CohortPlan& plan);
// Refused when another version of the program made it.
Result<proto::CohortPlan> read_plan(const CohortFolder& folder);

// What the last merge has written of itself.
Result<proto::CohortOutcome> read_outcome(const CohortFolder& folder);

}  // namespace sacrum::app
