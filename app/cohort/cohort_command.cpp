// sacrum cohort: a folder of recordings in, tables of all of them out; on this machine or on a cluster.
#include <fmt/format.h>

#include <charconv>
#include <memory>

#include "app/analysis_options.hpp"
#include "app/analyze_file.hpp"
#include "app/cohort/cohort_merge.hpp"
#include "app/cohort/cohort_shard.hpp"
#include "app/cohort/cohort_study.hpp"
#include "app/cohort/local_engine.hpp"
#include "app/cohort/slurm_engine.hpp"
#include "app/cohort/slurm_script.hpp"
#include "app/command.hpp"
#include "app/terminal.hpp"
#include "sinks/export/pending_file.hpp"
#include "sinks/report/report_message.hpp"

namespace sacrum::app {
namespace {

namespace fs = std::filesystem;

struct Words {
    std::string folder;
    fs::path out;
    std::optional<std::string> participants;
    std::string engine = "local";
    std::string slurm_options;
    std::size_t jobs = usual_jobs();
    std::optional<std::uint32_t> shards;
    std::optional<std::string> only;
    bool retry = false;
    bool reliability = false;
    std::optional<std::string> compare;
    bool detach = false;
    bool json = false;
    FileWords file;
};

Result<proto::CohortPlan> plan_anew(const CohortFolder& folder, const Words& words) {
    if (words.folder.empty())
        return fail(ErrorKind::usage,
                    "cohort: say which folder the recordings are in; see sacrum cohort --help");
    const auto settings = settings_of(words.file);
    if (!settings) return tl::unexpected(settings.error());
    if (auto made = make_folder(folder.results()); !made) return tl::unexpected(made.error());
    const fs::path root = fs::weakly_canonical(words.folder);
    const auto recordings = list_recordings(root, folder.out);
    if (!recordings) return tl::unexpected(recordings.error());
    const auto done = sinks::ResultIndex::of(folder.results());
    if (!done) return tl::unexpected(done.error());
    PlanParams params{
        .root = root, .configuration = settings->chosen, .shards = words.shards, .retries = words.retry};
    if (words.participants) params.participants = fs::absolute(*words.participants);
    auto plan = make_plan(params, *recordings, *done);
    if (auto wrote = write_plan(folder, plan); !wrote) return tl::unexpected(wrote.error());
    return plan;
}

Result<proto::CohortOutcome> merge(const CohortFolder& folder, const proto::CohortPlan& plan,
                                   const Words& words) {
    auto merged = merge_cohort(folder, plan);
    if (!merged) return tl::unexpected(merged.error());
    Result<void> done;
    if (words.reliability) done = study_reliability(folder, *merged);
    if (done && words.compare) done = compare_participants(folder, *merged, *words.compare);
    if (done) done = sinks::write_whole_file(folder.outcome(), sinks::json_text(merged->outcome));
    if (!done) return tl::unexpected(done.error());
    return std::move(merged->outcome);
}

void print(const proto::CohortOutcome& outcome) {
    fmt::print("{} recordings: {} measured ({} of them now), {} failed; {} strides\n", outcome.recordings(),
               outcome.measured(), outcome.measured_now(), outcome.failed_size(), outcome.strides());
    for (const std::string& finding : outcome.findings()) fmt::print("  {}\n", finding);
    fmt::print("written   {}  {}\n", outcome.written_to(), fmt::join(outcome.files(), "  "));
}

ExitCode tell(const proto::CohortOutcome& outcome, const Words& words) {
    if (words.json) {
        fmt::print("{}", sinks::json_text(outcome));
    } else {
        print(outcome);
    }
    for (const auto& failure : outcome.failed()) print_error(failure.reason());
    return outcome.failed_size() == 0 ? ExitCode::ok : ExitCode::input;
}

// A step by itself: for schedulers other than those known here.
ExitCode run_step(const CohortFolder& folder, const Words& words) {
    if (*words.only == "plan") {
        const auto plan = plan_anew(folder, words);
        if (!plan) return refuse(plan.error());
        fmt::print("{}: {} recordings, {} shards to do\n", folder.plan().string(), plan->recordings_size(),
                   plan->shards());
        return ExitCode::ok;
    }
    const auto plan = read_plan(folder);
    if (!plan) return refuse(plan.error());
    if (*words.only == "merge") {
        const auto outcome = merge(folder, *plan, words);
        return outcome ? tell(*outcome, words) : refuse(outcome.error());
    }
    std::uint32_t shard = 0;
    const char* end = words.only->data() + words.only->size();
    if (std::from_chars(words.only->data(), end, shard).ptr != end)
        return refuse(
            {ErrorKind::usage,
             fmt::format("--only {}: is no step; take plan, a shard's number or merge", *words.only)});
    if (auto ran = run_shard(folder, *plan, shard, [](std::uint64_t) {}); !ran) return refuse(ran.error());
    fmt::print("{}\n", folder.shard(*plan, shard).string());
    return ExitCode::ok;
}

ExitCode run_cluster(const CohortFolder& folder, const Words& words) {
    auto job = queued_merge(folder);
    const auto plan = job ? read_plan(folder) : plan_anew(folder, words);
    if (!plan) return refuse(plan.error());
    if (job) {
        fmt::print(stderr, "sacrum: job {} of this folder is in the queue already; following it\n", *job);
    } else {
        SlurmParams params{.options = words.slurm_options};
        if (words.reliability) params.merge_words += " --reliability";
        if (words.compare) params.merge_words += " --compare " + shell_word(*words.compare);
        auto submitted = submit_to_slurm(folder, *plan, params);
        if (!submitted) return refuse(submitted.error());
        job = std::move(*submitted);
    }
    if (words.detach) {
        fmt::print("job {} merges {} shards; the same command follows it\n", *job, plan->shards());
        return ExitCode::ok;
    }
    if (auto followed = follow_on_slurm(folder, *plan, *job); !followed) return refuse(followed.error());
    const auto outcome = read_outcome(folder);
    return outcome ? tell(*outcome, words) : refuse(outcome.error());
}

ExitCode cohort(const Words& words) {
    const CohortFolder folder{fs::weakly_canonical(words.out)};
    if (words.only) return run_step(folder, words);
    if (words.engine == "slurm") return run_cluster(folder, words);
    const auto plan = plan_anew(folder, words);
    if (!plan) return refuse(plan.error());
    if (auto ran = run_on_this_machine(folder, *plan, words.jobs); !ran) return refuse(ran.error());
    const auto outcome = merge(folder, *plan, words);
    return outcome ? tell(*outcome, words) : refuse(outcome.error());
}

void add_engine_options(CLI::App& parser, Words& words) {
    parser
        .add_option(
            "--engine", words.engine,
            "local: this machine (default); slurm: an array of jobs on a cluster, with the same bytes as "
            "result")
        ->check(CLI::IsMember({"local", "slurm"}))
        ->type_name("WHERE");
    parser.add_option("--jobs", words.jobs, "local: recordings at a time (default: one per processor)")
        ->check(CLI::Range(1, 1024))
        ->type_name("N");
    parser
        .add_option("--slurm-options", words.slurm_options,
                    "what sbatch should know: \"--partition=day --time=2:00:00 --mem=4G\"")
        ->type_name("WORDS");
    parser.add_flag("--detach", words.detach, "slurm: submit and return; the same command then follows");
    parser
        .add_option("--shards", words.shards,
                    "pieces that the work is cut into (default: by size, 8 at least)")
        ->check(CLI::Range(1, 1000))
        ->type_name("N");
    parser
        .add_option(
            "--only", words.only,
            "one step by itself, for other schedulers: plan, then a shard's number, 1 to N, then merge")
        ->type_name("STEP");
}

}  // namespace

Command make_cohort_command(CLI::App& program) {
    auto words = std::make_shared<Words>();
    CLI::App* parser = program.add_subcommand(
        "cohort", "Measures all recordings of a folder or BIDS dataset and writes one table of all of them.");
    parser->add_option("DIR", words->folder, "the folder, with all below it; a BIDS dataset is recognised");
    parser
        ->add_option("--out", words->out,
                     "folder for tables and results; the same one goes on where it stopped")
        ->required()
        ->type_name("DIR");
    parser
        ->add_option("--participants", words->participants,
                     "table with a column participant_id, whose columns join all tables (default: "
                     "participants.tsv or .csv in the folder)")
        ->type_name("FILE");
    parser->add_flag(
        "--reliability", words->reliability,
        "how well measures repeat over the sessions of each person: ICC, SEM, MDC95, Bland-Altman");
    parser
        ->add_option("--compare", words->compare,
                     "compare groups of people: a column of the participants' table with 2 to 6 values")
        ->type_name("COLUMN");
    parser->add_flag("--retry", words->retry, "measure recordings that failed once more");
    add_engine_options(*parser, *words);
    add_file_options(*parser, words->file);
    parser->add_flag("--json", words->json, "print the outcome as JSON for other programs");
    parser->footer(
        "Exit codes: 0 all measured, 2 the call cannot be understood, 3 recordings failed (failed.csv says "
        "why) or "
        "have no\n"
        "result, 4 results could not be written, 1 a fault of the program.\n\n"
        "Examples:\n"
        "  All recordings of a study, and how well the measures repeat:\n"
        "    sacrum cohort study --out tables --reliability\n"
        "  A BIDS dataset on a cluster, groups compared:\n"
        "    sacrum cohort dataset --out tables --engine slurm --slurm-options '--partition=day' --compare "
        "group");
    return {parser, [words] { return cohort(*words); }};
}

}  // namespace sacrum::app
