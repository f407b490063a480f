#include "app/cohort/cohort_merge.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "domain/session.hpp"
#include "sinks/cohort/merged_table.hpp"
#include "sinks/export/decimal_text.hpp"
#include "sinks/export/session_columns.hpp"
#include "sinks/report/session_from_message.hpp"

namespace sacrum::app {
namespace {

namespace fs = std::filesystem;
using Cells = std::vector<std::string>;
using sinks::MergedColumn;
using sinks::MergedTable;
using sinks::MergedType;

constexpr const char* kDatabase = "cohort.sqlite";

std::string text_of(double number) {
    std::string text;
    sinks::append_shortest(text, number);
    return text;
}
std::string text_of(const std::optional<double>& number) { return number ? text_of(*number) : ""; }

MergedColumn number(std::string name) { return {std::move(name), MergedType::number}; }

std::vector<MergedColumn> identity_columns() {
    return {{"participant_id"}, {"session"}, {"task"}, {"recording"}};
}

std::vector<MergedColumn> stride_table_columns() {
    auto columns = identity_columns();
    for (const auto& column : sinks::stride_columns({}))
        columns.push_back(
            {column.id, column.kind == sinks::CellKind::text ? MergedType::text : MergedType::number});
    return columns;
}

std::vector<MergedColumn> session_table_columns() {
    auto columns = identity_columns();
    columns.insert(columns.end(), {{"gait"}, {"quality"}, {"mounting"}, {"pass"}, {"methods"}});
    for (const char* name :
         {"duration_s", "rate_hz", "loss_fraction", "side_confidence", "contacts", "left_strides_used",
          "right_strides_used", "left_strides_rejected", "right_strides_rejected"})
        columns.push_back(number(name));
    for (const char* side : {"left_", "right_", ""})
        for (const MetricDefinition& metric : metric_catalogue())
            columns.push_back(number(side + std::string(metric.id)));
    return columns;
}

std::vector<MergedColumn> measure_table_columns() {
    auto columns = identity_columns();
    columns.insert(columns.end(), {{"gait"}, {"side"}, {"measure"}});
    for (const char* name : {"strides", "median", "spread", "standard_error", "sampling_error", "ci95_low",
                             "ci95_high", "mdc95"})
        columns.push_back(number(name));
    return columns;
}

// SQLite takes capitals and small letters for the same.
bool is_same_column(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

// Those of the people come last; one that is named as a column before it is set apart.
std::vector<MergedColumn> joined(std::vector<MergedColumn> columns,
                                 const firmware_bridge::ParticipantsTable& participants) {
    for (std::size_t i = 0; i < participants.columns.size(); ++i) {
        std::string name = participants.columns[i];
        const auto is_taken = [&](const MergedColumn& column) { return is_same_column(column.name, name); };
        while (std::ranges::any_of(columns, is_taken)) name = "participant_" + name;
        const bool is_number = std::ranges::all_of(participants.rows, [&](const auto& row) {
            return row.second[i].empty() || sinks::is_plain_number(row.second[i]);
        });
        columns.push_back({name, is_number ? MergedType::number : MergedType::text});
    }
    return columns;
}

Cells operator+(Cells cells, const Cells& more) {
    cells.insert(cells.end(), more.begin(), more.end());
    return cells;
}

const SideSummary& summary_of(const SessionReport& report, CohortSide side) {
    if (side == CohortSide::both) return report.both;
    return side == CohortSide::left ? report.sides.left : report.sides.right;
}

Cells session_cells(const SessionReport& report) {
    Cells cells{word(report.main_gait),
                word(report.verdict),
                word(report.mounting.method),
                word(report.pass),
                report.algorithm_version,
                text_of(in_seconds(report.duration)),
                text_of(report.rate.si()),
                text_of(report.loss_fraction),
                text_of(report.side_confidence),
                std::to_string(report.contacts),
                std::to_string(report.sides.left.strides_used),
                std::to_string(report.sides.right.strides_used),
                std::to_string(report.sides.left.strides_rejected),
                std::to_string(report.sides.right.strides_rejected)};
    for (const CohortSide side : kCohortSides)
        for (const auto& metric : summary_of(report, side).metrics)
            cells.push_back(metric ? text_of(metric->median) : "");
    return cells;
}

Cells measure_cells(const SessionReport& report, CohortSide side, const MetricDefinition& definition,
                    const MetricSummary& metric) {
    return {word(report.main_gait),
            word(side),
            std::string(definition.id),
            std::to_string(metric.strides),
            text_of(metric.median),
            text_of(metric.spread),
            text_of(metric.standard_error),
            text_of(metric.sampling_error),
            text_of(metric.ci95.low),
            text_of(metric.ci95.high),
            text_of(metric.minimal_detectable_change)};
}

// All tables at once, a recording at a time: memory is that of the longest recording's strides.
class Tables {
  public:
    static Result<Tables> create(const fs::path& out, const firmware_bridge::ParticipantsTable& people) {
        auto database = sinks::MergedDatabase::create(out / kDatabase);
        if (!database) return tl::unexpected(database.error());
        const auto table = [&](const char* name, std::vector<MergedColumn> columns) {
            return MergedTable::create(out, name, joined(std::move(columns), people), *database);
        };
        auto failed_columns = identity_columns();
        failed_columns.push_back({"reason"});
        auto sessions = table("sessions", session_table_columns());
        if (!sessions) return tl::unexpected(sessions.error());
        auto measures = table("measures", measure_table_columns());
        if (!measures) return tl::unexpected(measures.error());
        auto strides = table("strides", stride_table_columns());
        if (!strides) return tl::unexpected(strides.error());
        auto failed = table("failed", std::move(failed_columns));
        if (!failed) return tl::unexpected(failed.error());
        return Tables{std::move(*database), std::move(*sessions), std::move(*measures), std::move(*strides),
                      std::move(*failed)};
    }

    // How many strides it has.
    Result<std::uint64_t> add(const Cells& identity, const proto::CohortResult& result,
                              const SessionReport& report, const Cells& person) {
        Result<void> added = sessions.add(identity + session_cells(report) + person);
        for (const CohortSide side : kCohortSides) {
            for (const MetricDefinition& definition : metric_catalogue()) {
                const auto& metric = summary_of(report, side).metrics[std::size_t(definition.metric)];
                if (metric && added)
                    added =
                        measures.add(identity + measure_cells(report, side, definition, *metric) + person);
            }
        }
        std::uint64_t count = 0;
        std::string_view rest = result.stride_rows();
        while (!rest.empty() && added) {  // a line end is in no cell
            const auto end = std::min(rest.find('\n'), rest.size() - 1);
            added = strides.add(identity + sinks::csv_cells(rest.substr(0, end)) + person);
            rest.remove_prefix(end + 1);
            ++count;
        }
        if (!added) return tl::unexpected(added.error());
        return count;
    }

    Result<void> commit() {
        for (MergedTable* table : {&sessions, &measures, &strides, &failed})
            if (auto done = table->commit(); !done) return done;
        return database.commit();
    }

    sinks::MergedDatabase database;
    MergedTable sessions;
    MergedTable measures;
    MergedTable strides;
    MergedTable failed;
};

Result<firmware_bridge::ParticipantsTable> people_of(const proto::CohortPlan& plan) {
    if (!plan.participants().empty()) return firmware_bridge::read_participants(plan.participants());
    for (const char* name : {"participants.tsv", "participants.csv"}) {
        std::error_code failed;
        const fs::path file = fs::path(plan.root()) / name;
        if (fs::exists(file, failed)) return firmware_bridge::read_participants(file);
    }
    return firmware_bridge::ParticipantsTable{};
}

Result<void> check_is_whole(const CohortFolder& folder, const proto::CohortPlan& plan,
                            const sinks::ResultIndex& results) {
    std::size_t missing = 0;
    std::uint32_t shard = 0;
    for (const auto& recording : plan.recordings()) {
        if (results.has(recording.key())) continue;
        ++missing;
        if (shard == 0) shard = recording.shard();
    }
    if (missing == 0) return {};
    return fail(
        ErrorKind::input,
        fmt::format("{}: {} of {} recordings have no result yet (the first of them is in shard {}); the "
                    "same command goes on with them",
                    folder.out.string(), missing, plan.recordings_size(), shard));
}

StudiedSession studied(const proto::CohortRecording& recording, const SessionReport& report) {
    StudiedSession session{recording.participant(), recording.session(), recording.task(),
                           word(report.main_gait)};
    for (const CohortSide side : kCohortSides) {
        const auto& metrics = summary_of(report, side).metrics;
        for (std::size_t i = 0; i < kMetricCount; ++i)
            if (metrics[i]) session.medians[std::size_t(side)][i] = metrics[i]->median;
    }
    return session;
}

}  // namespace

Result<MergedCohort> merge_cohort(const CohortFolder& folder, const proto::CohortPlan& plan) {
    const auto results = sinks::ResultIndex::of(folder.results());
    if (!results) return tl::unexpected(results.error());
    if (auto whole = check_is_whole(folder, plan, *results); !whole) return tl::unexpected(whole.error());
    auto people = people_of(plan);
    if (!people) return tl::unexpected(people.error());
    MergedCohort merged{{}, {}, std::move(*people)};
    auto tables = Tables::create(folder.out, merged.participants);
    if (!tables) return tl::unexpected(tables.error());

    proto::CohortOutcome& outcome = merged.outcome;
    outcome.set_plan(plan.id());
    outcome.set_recordings(std::uint32_t(plan.recordings_size()));
    for (const auto& recording : plan.recordings()) {
        const auto result = results->load(recording.key());
        if (!result) return tl::unexpected(result.error());
        const Cells identity{recording.participant(), recording.session(), recording.task(),
                             recording.file()};
        const Cells person = merged.participants.of(recording.participant());
        if (!result->failure().empty()) {
            auto& failure = *outcome.add_failed();
            failure.set_file(recording.file());
            failure.set_reason(result->failure());
            if (auto added = tables->failed.add(identity + Cells{result->failure()} + person); !added)
                return tl::unexpected(added.error());
            continue;
        }
        const Session session = sinks::session_from(result->report());
        const auto strides = tables->add(identity, *result, session.report, person);
        if (!strides) return tl::unexpected(strides.error());
        merged.sessions.push_back(studied(recording, session.report));
        outcome.set_strides(outcome.strides() + *strides);
        outcome.set_measured(outcome.measured() + 1);
        if (recording.shard() > 0) outcome.set_measured_now(outcome.measured_now() + 1);
    }
    if (auto done = tables->commit(); !done) return tl::unexpected(done.error());
    outcome.set_written_to((folder.out / "").string());
    for (const char* file : {"sessions.csv", "measures.csv", "strides.csv", "failed.csv", kDatabase})
        outcome.add_files(file);
    return merged;
}

}  // namespace sacrum::app
