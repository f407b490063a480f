#include "app/cohort/cohort_plan.hpp"

#include <fmt/format.h>
#include <google/protobuf/util/json_util.h>
#include <xxhash.h>

#include <algorithm>

#include "domain/version.hpp"
#include "firmware_bridge/import/file_bytes.hpp"
#include "sinks/export/pending_file.hpp"
#include "sinks/report/report_message.hpp"

namespace sacrum::app {
namespace {

namespace fs = std::filesystem;

// A shard ends within minutes, so that little is done twice when a machine is lost; and an array of jobs
// stays below Slurm's usual 1001.
constexpr std::uint64_t kShardBytes = 512'000'000;
constexpr std::uint32_t kFewestShards = 8;
constexpr std::uint32_t kMostShards = 1000;
constexpr std::string_view kResultForm = "1";  // raised when what is kept of a recording changes

std::string digest(const std::string& text) {
    const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
    return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::string key_of(const ListedRecording& recording, const std::string& settings) {
    return digest(fmt::format("{}\n{}\n{}\n{}\n{}\n{}", kResultForm, kProgramVersion, kAlgorithmVersion,
                              settings, recording.file, recording.stamp));
}

std::uint32_t shard_count(std::uint64_t bytes, std::size_t recordings, std::optional<std::uint32_t> asked) {
    const auto by_size = std::uint32_t(std::min<std::uint64_t>(bytes / kShardBytes + 1, kMostShards));
    return std::min(asked.value_or(std::max(by_size, kFewestShards)), std::uint32_t(recordings));
}

// The largest first, each to the shard that has least to do.
void share_out(const std::vector<proto::CohortRecording*>& pending, std::uint32_t shards) {
    std::vector<proto::CohortRecording*> by_size = pending;
    std::ranges::stable_sort(by_size, std::greater(), &proto::CohortRecording::bytes);
    std::vector<std::uint64_t> load(shards);
    for (proto::CohortRecording* recording : by_size) {
        const auto least = std::ranges::min_element(load);
        *least += recording->bytes() + 1;
        recording->set_shard(std::uint32_t(least - load.begin()) + 1);
    }
}

}  // namespace

fs::path CohortFolder::shard(const proto::CohortPlan& plan, std::uint32_t shard) const {
    return results() / fmt::format("{}-{:04}.results", plan.id(), shard);
}

proto::CohortPlan make_plan(const PlanParams& params, const std::vector<ListedRecording>& recordings,
                            const sinks::ResultIndex& done) {
    proto::CohortPlan plan;
    plan.set_program_version(kProgramVersion);
    plan.set_algorithm_version(kAlgorithmVersion);
    plan.set_root(params.root.string());
    if (params.participants) plan.set_participants(params.participants->string());
    *plan.mutable_configuration() = params.configuration;
    const std::string settings = sinks::json_line(params.configuration);

    std::vector<proto::CohortRecording*> pending;
    std::uint64_t bytes = 0;
    plan.mutable_recordings()->Reserve(int(recordings.size()));  // pointers into it stay
    for (const ListedRecording& listed : recordings) {
        auto& one = *plan.add_recordings();
        one.set_file(listed.file);
        one.set_bytes(listed.bytes);
        one.set_participant(listed.participant);
        one.set_session(listed.session);
        one.set_task(listed.task);
        one.set_key(key_of(listed, settings));
        if (done.has(one.key()) && !(params.retries && done.has_failed(one.key()))) continue;
        pending.push_back(&one);
        bytes += listed.bytes;
    }
    const std::uint32_t shards = shard_count(bytes, pending.size(), params.shards);
    if (shards > 0) share_out(pending, shards);
    plan.set_shards(shards);
    // Another id than that of an earlier try, whose results are there.
    std::string name = fmt::format("{}", params.retries ? done.failures() : 0);
    for (const proto::CohortRecording* one : pending)
        name += fmt::format("\n{} {}", one->key(), one->shard());
    plan.set_id(digest(name).substr(0, 12));
    return plan;
}

Result<void> write_plan(const CohortFolder& folder, const proto::CohortPlan& plan) {
    return sinks::write_whole_file(folder.plan(), sinks::json_text(plan));
}

Result<proto::CohortPlan> read_plan(const CohortFolder& folder) {
    const auto text = firmware_bridge::read_bytes(folder.plan());
    if (!text) return tl::unexpected(text.error());
    proto::CohortPlan plan;
    if (!google::protobuf::util::JsonStringToMessage(*text, &plan).ok())
        return fail(ErrorKind::input,
                    fmt::format("{}: is not the plan of a cohort; sacrum cohort DIR --out {} "
                                "makes it anew",
                                folder.plan().string(), folder.out.string()));
    if (plan.program_version() != kProgramVersion || plan.algorithm_version() != kAlgorithmVersion)
        return fail(
            ErrorKind::input,
            fmt::format("{}: planned by sacrum {} (methods {}), this is {} (methods {}); use one version on "
                        "all machines, or plan anew",
                        folder.plan().string(), plan.program_version(), plan.algorithm_version(),
                        kProgramVersion, kAlgorithmVersion));
    return plan;
}

Result<proto::CohortOutcome> read_outcome(const CohortFolder& folder) {
    const auto text = firmware_bridge::read_bytes(folder.outcome());
    if (!text) return tl::unexpected(text.error());
    proto::CohortOutcome outcome;
    if (!google::protobuf::util::JsonStringToMessage(*text, &outcome).ok())
        return fail(ErrorKind::input,
                    fmt::format("{}: is not the outcome of a cohort; delete it", folder.outcome().string()));
    return outcome;
}

}  // namespace sacrum::app
