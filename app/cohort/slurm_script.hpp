// The scripts that go to Slurm.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "app/cohort/slurm_engine.hpp"

namespace sacrum::app {

// A task a shard. A task whose node is lost is put into the queue again.
std::string shard_script(const CohortFolder& folder, const proto::CohortPlan& plan,
                         const std::filesystem::path& program);
// Its argument is the array's job. Where that is in the queue after all, it goes back there itself.
std::string merge_script(const CohortFolder& folder, const std::filesystem::path& program,
                         const SlurmParams& params);

// As one word of a shell.
std::string shell_word(std::string_view text);

}  // namespace sacrum::app
