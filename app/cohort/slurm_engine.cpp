#include "app/cohort/slurm_engine.hpp"

#include <fmt/format.h>
#include <sys/wait.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <sstream>
#include <thread>

#include "app/cohort/slurm_script.hpp"
#include "app/progress_bar.hpp"
#include "app/terminal.hpp"
#include "firmware_bridge/import/file_bytes.hpp"
#include "sinks/export/pending_file.hpp"

namespace sacrum::app {
namespace {

namespace fs = std::filesystem;

constexpr auto kLook = std::chrono::seconds(2);  // seldom enough for a controller that many ask
constexpr int kLooksForTables = 15;              // a shared disk may show a new file late

struct Said {
    int exit_code = -1;
    std::string text;  // both streams, without the last line end
};

Said run_tool(const std::string& call) {
    Said said;
    std::FILE* pipe = popen((call + " 2>&1 </dev/null").c_str(), "r");
    if (pipe == nullptr) return said;
    std::array<char, 4096> chunk{};
    for (std::size_t got = 0; (got = std::fread(chunk.data(), 1, chunk.size(), pipe)) > 0;)
        said.text.append(chunk.data(), got);
    const int status = pclose(pipe);
    said.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    while (said.text.ends_with('\n')) said.text.pop_back();
    return said;
}

fs::path jobs_file(const CohortFolder& folder) { return folder.slurm() / "jobs"; }

bool is_queued(const std::string& job) {
    const Said said = run_tool("squeue --noheader --states=all --format=%T --jobs=" + shell_word(job));
    if (said.exit_code != 0) return said.text.find("Invalid job id") == std::string::npos;  // else: ask again
    for (const char* word :
         {"PENDING", "RUNNING", "COMPLETING", "CONFIGURING", "REQUEUE", "SUSPENDED", "RESIZING"})
        if (said.text.find(word) != std::string::npos) return true;
    return false;
}

Result<std::string> submit(const std::string& words, const fs::path& script, const std::string& argument) {
    const Said said =
        run_tool(fmt::format("sbatch --parsable {} {} {}", words, shell_word(script.string()), argument));
    constexpr int kNoSuchProgram = 127;
    if (said.exit_code == kNoSuchProgram)
        return fail(
            ErrorKind::usage,
            "--engine slurm: there is no sbatch here; call this on a machine that submits to Slurm, or leave "
            "--engine out");
    if (said.exit_code != 0)
        return fail(ErrorKind::output,
                    fmt::format("--engine slurm: sbatch refused ({}); --slurm-options says what "
                                "it asks for",
                                said.text));
    // "12" or "12;cluster", after what it may have remarked
    const std::string last = said.text.substr(said.text.rfind('\n') + 1);
    return last.substr(0, last.find(';'));
}

std::string log_words(const CohortFolder& folder, std::string_view name) {
    return "--output=" + shell_word((folder.slurm() / name).string());
}

std::size_t whole_shards(const CohortFolder& folder, const proto::CohortPlan& plan) {
    std::size_t whole = 0;
    for (std::uint32_t shard = 1; shard <= plan.shards(); ++shard) {
        std::error_code failed;
        if (fs::exists(folder.shard(plan, shard), failed)) ++whole;
    }
    return whole;
}

bool has_tables(const CohortFolder& folder, const proto::CohortPlan& plan) {
    const auto outcome = read_outcome(folder);
    return outcome && outcome->plan() == plan.id();
}

}  // namespace

std::optional<std::string> queued_merge(const CohortFolder& folder) {
    const auto jobs = firmware_bridge::read_bytes(jobs_file(folder));
    if (!jobs) return std::nullopt;
    std::istringstream words(*jobs);
    std::string merge;
    words >> merge;
    return !merge.empty() && is_queued(merge) ? std::optional(merge) : std::nullopt;
}

Result<std::string> submit_to_slurm(const CohortFolder& folder, const proto::CohortPlan& plan,
                                    const SlurmParams& params) {
    std::error_code failed;
    fs::create_directories(folder.slurm(), failed);
    fs::remove(folder.outcome(), failed);
    const fs::path program = fs::read_symlink("/proc/self/exe", failed);
    const fs::path shards = folder.slurm() / "shards.sh";
    const fs::path merge = folder.slurm() / "merge.sh";
    if (auto wrote = sinks::write_whole_file(shards, shard_script(folder, plan, program)); !wrote)
        return tl::unexpected(wrote.error());
    if (auto wrote = sinks::write_whole_file(merge, merge_script(folder, program, params)); !wrote)
        return tl::unexpected(wrote.error());
    std::string array;
    std::string after;
    if (plan.shards() > 0) {
        auto submitted = submit(params.options + " " + log_words(folder, plan.id() + "-%a.log"), shards, "");
        if (!submitted) return submitted;
        array = std::move(*submitted);
        after = "--dependency=afterany:" + array;
    }
    auto job =
        submit(fmt::format("{} {} {}", params.options, log_words(folder, plan.id() + "-merge.log"), after),
               merge, array);
    if (!job) return job;
    if (auto wrote = sinks::write_whole_file(jobs_file(folder), *job + "\n"); !wrote)
        return tl::unexpected(wrote.error());
    return job;
}

Result<void> follow_on_slurm(const CohortFolder& folder, const proto::CohortPlan& plan,
                             const std::string& merge) {
    ProgressBar bar(is_terminal(stderr));
    for (int looks = 0; looks < kLooksForTables;) {
        if (is_queued(merge)) {
            const std::size_t whole = whole_shards(folder, plan);
            bar.show(double(whole) / double(plan.shards() + 1),
                     fmt::format("{} of {} shards, job {}", whole, plan.shards(), merge));
            looks = 0;
        } else if (has_tables(folder, plan)) {
            return {};
        } else {
            ++looks;
        }
        std::this_thread::sleep_for(kLook);
    }
    bar.clear();
    return fail(
        ErrorKind::output,
        fmt::format("--engine slurm: job {} ended and left no tables, {} of {} shards are done; {} says why, "
                    "and the same command goes on",
                    merge, whole_shards(folder, plan), plan.shards(), (folder.slurm() / "").string()));
}

}  // namespace sacrum::app
