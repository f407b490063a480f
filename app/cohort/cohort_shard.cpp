#include "app/cohort/cohort_shard.hpp"

#include <fmt/format.h>

#include <exception>
#include <vector>

#include "app/analyze_file.hpp"
#include "domain/foreign_text.hpp"
#include "sinks/export/session_tables.hpp"
#include "sinks/report/report_message.hpp"

namespace sacrum::app {
namespace {

namespace fs = std::filesystem;

// Where the folder lies on this machine is none of the result.
std::string without_root(std::string sentence, const std::string& root) {
    const std::string begin = (fs::path(root) / "").string();
    for (auto at = sentence.find(begin); at != std::string::npos; at = sentence.find(begin, at))
        sentence.erase(at, begin.size());
    return sentence;
}

proto::CohortResult measured(const proto::CohortPlan& plan, const std::string& file,
                             const AnalyzeSettings& settings) {
    proto::CohortResult result;
    result.set_file(file);
    try {
        const auto analyzed = read_and_analyze(fs::path(plan.root()) / file, settings, [](double) {});
        if (!analyzed) {
            // A text that is not UTF-8, as a file's name may be, would make all of the result unreadable.
            result.set_failure(well_formed_utf8(without_root(analyzed.error().sentence, plan.root())));
            return result;
        }
        const Session& session = analyzed->session;
        auto& report = *result.mutable_report();
        report = sinks::to_message(session.report, analyzed->effective);
        report.mutable_quality()->clear_rate_over_time();
        report.mutable_quality()->clear_gaps();
        result.set_stride_rows(sinks::stride_rows(session.strides, session.report.stages));
    } catch (const std::exception& fault) {
        result.Clear();
        result.set_file(file);
        result.set_failure(fmt::format("{}: its analysis broke off ({}); please report it with the file",
                                       file, fault.what()));
    }
    return result;
}

}  // namespace

Result<void> run_shard(const CohortFolder& folder, const proto::CohortPlan& plan, std::uint32_t shard,
                       const std::function<void(std::uint64_t)>& did) {
    if (shard < 1 || shard > plan.shards())
        return fail(ErrorKind::usage, fmt::format("--only {}: the plan in {} has the shards 1 to {}", shard,
                                                  folder.out.string(), plan.shards()));
    const auto settings = settings_from(plan.configuration());
    if (!settings) return tl::unexpected(settings.error());
    std::vector<const proto::CohortRecording*> recordings;
    for (const auto& recording : plan.recordings())
        if (recording.shard() == shard) recordings.push_back(&recording);
    const fs::path file = folder.shard(plan, shard);
    std::error_code failed;
    if (fs::exists(file, failed)) {
        for (const auto* recording : recordings) did(recording->bytes());
        return {};
    }
    const auto earlier = sinks::ResultIndex::of(folder.results(), file.stem().string());
    if (!earlier) return tl::unexpected(earlier.error());
    auto writer = sinks::ResultWriter::create(file);
    if (!writer) return tl::unexpected(writer.error());
    for (const auto* recording : recordings) {
        auto result = earlier->has(recording->key()) ? earlier->load(recording->key())
                                                     : measured(plan, recording->file(), *settings);
        if (!result) return tl::unexpected(result.error());
        if (auto added = writer->add(recording->key(), *result); !added) return added;
        did(recording->bytes());
    }
    return writer->commit();
}

}  // namespace sacrum::app
