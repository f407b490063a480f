#include "app/cohort/slurm_script.hpp"

#include <fmt/format.h>

namespace sacrum::app {

std::string shell_word(std::string_view text) {
    std::string word = "'";
    for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return word + "'";
}

std::string shard_script(const CohortFolder& folder, const proto::CohortPlan& plan,
                         const std::filesystem::path& program) {
    return fmt::format(
        "#!/bin/sh\n"
        "#SBATCH --job-name=sacrum-cohort\n"
        "#SBATCH --array=1-{}\n"
        "#SBATCH --ntasks=1 --cpus-per-task=1\n"
        "#SBATCH --requeue\n"
        "#SBATCH --open-mode=append\n"
        "exec {} cohort --out {} --only \"$SLURM_ARRAY_TASK_ID\"\n",
        plan.shards(), shell_word(program.string()), shell_word(folder.out.string()));
}

std::string merge_script(const CohortFolder& folder, const std::filesystem::path& program,
                         const SlurmParams& params) {
    return fmt::format(
        "#!/bin/sh\n"
        "#SBATCH --job-name=sacrum-merge\n"
        "#SBATCH --ntasks=1 --cpus-per-task=1\n"
        "#SBATCH --requeue\n"
        "#SBATCH --open-mode=append\n"
        // Should a task whose node was lost count as ended before it is in the queue again.
        "if squeue --noheader --jobs=\"${{1:-0}}\" 2>/dev/null | grep -q .; then\n"
        "    sleep 5\n"
        "    exec scontrol requeue \"$SLURM_JOB_ID\"\n"
        "fi\n"
        "exec {} cohort --out {} --only merge{}\n",
        shell_word(program.string()), shell_word(folder.out.string()), params.merge_words);
}

}  // namespace sacrum::app
