#include "app/cohort/cohort_study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "analysis/group_comparison.hpp"
#include "analysis/reliability.hpp"
#include "analysis/session_agreement.hpp"
#include "app/cohort/repeated_sessions.hpp"
#include "sinks/export/decimal_text.hpp"
#include "sinks/export/pending_file.hpp"
#include "sinks/export/table.hpp"

namespace sacrum::app {
namespace {

constexpr std::size_t kMostGroups = 6;
// Of which a person is told at once; the tables have all.
constexpr std::array kFirstMeasures{Metric::cpd_peak, Metric::cpd_excursion, Metric::sway_ml};

void append(std::string& table, const std::string& cell) {
    if (!table.empty() && table.back() != '\n') table += ',';
    sinks::append_cell(table, cell, 0, ',');
}

void append(std::string& table, std::initializer_list<double> numbers) {
    for (const double number : numbers) {
        table += ',';
        sinks::append_decimal(table, number, 6);
    }
}

std::string begin_of_row(const Activity& activity, CohortSide side, const MetricDefinition& measure) {
    std::string row;
    sinks::append_cell(row, activity.first, 0, ',');
    return fmt::format("{},{},{},{}", row, activity.second, word(side), measure.id);
}

bool is_told(CohortSide side, Metric metric) {
    return side != CohortSide::both && std::ranges::find(kFirstMeasures, metric) != kFirstMeasures.end();
}

std::string reliability_row(const RepeatedSessions& repeated, const analysis::Reliability& found,
                            const analysis::SessionAgreement& agreement) {
    std::string row =
        fmt::format(",{},{},{}", repeated.people.size(), repeated.values.cols(), repeated.left_out);
    append(row, {repeated.values.mean(), found.icc_agreement, found.icc_agreement_ci.low,
                 found.icc_agreement_ci.high, found.icc_consistency, found.icc_consistency_ci.low,
                 found.icc_consistency_ci.high, found.within.sem, found.within.sem_ci.low,
                 found.within.sem_ci.high, found.within.mdc95, found.within.mdc95_ci.low,
                 found.within.mdc95_ci.high});
    append(row, {agreement.bias, agreement.bias_ci.low, agreement.bias_ci.high, agreement.sd,
                 agreement.limits.low, agreement.lower_limit_ci.low, agreement.lower_limit_ci.high,
                 agreement.limits.high, agreement.upper_limit_ci.low, agreement.upper_limit_ci.high});
    return row + '\n';
}

std::string told(const Activity& activity, CohortSide side, const MetricDefinition& measure,
                 const RepeatedSessions& repeated, const analysis::Reliability& found) {
    return fmt::format(
        "{}{}, {} {}: ICC(2,1) {:.2f} ({:.2f} to {:.2f}), SEM {:.2f} {}, MDC95 {:.2f} {} ({} people, {} "
        "sessions)",
        activity.first.empty() ? "" : activity.first + ", ", activity.second, measure.name, word(side),
        found.icc_agreement, found.icc_agreement_ci.low, found.icc_agreement_ci.high, found.within.sem,
        measure.unit, found.within.mdc95, measure.unit, repeated.people.size(), repeated.values.cols());
}

// The groups of people, by their cell in that column.
Result<std::map<std::string, std::string>> group_of_people(const firmware_bridge::ParticipantsTable& people,
                                                           const std::string& column) {
    const auto at = std::ranges::find(people.columns, column);
    if (at == people.columns.end())
        return fail(
            ErrorKind::usage,
            fmt::format("--compare {}: the table of participants has no such column; it has {}", column,
                        people.columns.empty() ? std::string("none, or is not there")
                                               : fmt::format("{}", fmt::join(people.columns, ", "))));
    std::map<std::string, std::string> groups;
    std::set<std::string> names;
    for (const auto& [person, cells] : people.rows) {
        const std::string& group = cells[std::size_t(at - people.columns.begin())];
        if (group.empty()) continue;
        groups[person] = group;
        names.insert(group);
    }
    if (names.size() < 2 || names.size() > kMostGroups)
        return fail(
            ErrorKind::usage,
            fmt::format("--compare {}: makes {} groups; a comparison takes 2 to {}; R or Python do more "
                        "with sessions.csv",
                        column, names.size(), kMostGroups));
    return groups;
}

std::string comparison_row(const std::string& a, const std::string& b,
                           const analysis::GroupComparison& found) {
    std::string row;
    append(row, a);
    append(row, b);
    append(row, {found.first.people, found.first.mean, found.first.sd, found.second.people, found.second.mean,
                 found.second.sd, found.difference, found.difference_ci.low, found.difference_ci.high,
                 found.p, found.hedges_g, found.hedges_g_ci.low, found.hedges_g_ci.high});
    return "," + row + '\n';
}

}  // namespace

Result<void> study_reliability(const CohortFolder& folder, MergedCohort& cohort) {
    std::string table =
        "task,gait,side,measure,people,sessions,people_left_out,mean,"
        "icc_2_1,icc_2_1_low,icc_2_1_high,icc_3_1,icc_3_1_low,icc_3_1_high,"
        "sem,sem_low,sem_high,mdc95,mdc95_low,mdc95_high,bias,bias_low,bias_high,sd_of_differences,"
        "lower_limit,lower_limit_low,lower_limit_high,upper_limit,upper_limit_low,upper_limit_high\n";
    std::string pairs = "task,gait,side,measure,participant_id,mean,difference\n";
    const std::string header = table;
    for (const auto& [activity, sessions] : by_activity(cohort.sessions)) {
        for (const CohortSide side : kCohortSides) {
            for (const MetricDefinition& measure : metric_catalogue()) {
                const auto repeated = repeated_sessions(sessions, side, measure.metric);
                const auto found = analysis::reliability_of(repeated.values);
                const auto agreement = analysis::session_agreement(repeated.values);
                if (!found || !agreement) continue;
                const std::string begin = begin_of_row(activity, side, measure);
                table += begin + reliability_row(repeated, *found, *agreement);
                for (std::size_t i = 0; i < repeated.people.size(); ++i) {
                    const auto row = repeated.values.row(Eigen::Index(i));
                    pairs += begin;
                    append(pairs, repeated.people[i]);
                    append(pairs, {0.5 * (row[0] + row[1]), row[1] - row[0]});
                    pairs += '\n';
                }
                if (is_told(side, measure.metric))
                    cohort.outcome.add_findings(told(activity, side, measure, repeated, *found));
            }
        }
    }
    if (table == header)
        return fail(
            ErrorKind::input,
            "--reliability: takes two people or more with two sessions or more each of one gait; this "
            "cohort has none (how sessions are recognised: docs/cohort.md)");
    for (const auto& [file, text] :
         {std::pair("reliability.csv", &table), std::pair("bland_altman.csv", &pairs)}) {
        if (auto wrote = sinks::write_whole_file(folder.out / file, *text); !wrote) return wrote;
        cohort.outcome.add_files(file);
    }
    return {};
}

Result<void> compare_participants(const CohortFolder& folder, MergedCohort& cohort,
                                  const std::string& column) {
    const auto groups = group_of_people(cohort.participants, column);
    if (!groups) return tl::unexpected(groups.error());
    std::string table =
        "task,gait,side,measure,group_a,group_b,people_a,mean_a,sd_a,people_b,mean_b,sd_b,"
        "difference,difference_low,difference_high,p_welch,hedges_g,hedges_g_low,hedges_g_high\n";
    for (const auto& [activity, sessions] : by_activity(cohort.sessions)) {
        for (const CohortSide side : kCohortSides) {
            for (const MetricDefinition& measure : metric_catalogue()) {
                std::map<std::string, std::vector<double>> values;
                for (const auto& [person, mean] : means_of_people(sessions, side, measure.metric)) {
                    const auto group = groups->find(firmware_bridge::bare_participant(person));
                    if (group != groups->end()) values[group->second].push_back(mean);
                }
                for (auto a = values.begin(); a != values.end(); ++a) {
                    for (auto b = std::next(a); b != values.end(); ++b) {
                        const auto found = analysis::compare_groups(a->second, b->second);
                        if (!found) continue;
                        table += begin_of_row(activity, side, measure) +
                                 comparison_row(a->first, b->first, *found);
                        if (!is_told(side, measure.metric)) continue;
                        cohort.outcome.add_findings(fmt::format(
                            "{}, {} {}: {} less {}: {:.2f} {} ({:.2f} to {:.2f}), Hedges' g {:.2f} ({:.2f} "
                            "to {:.2f})",
                            activity.second, measure.name, word(side), b->first, a->first, found->difference,
                            measure.unit, found->difference_ci.low, found->difference_ci.high,
                            found->hedges_g, found->hedges_g_ci.low, found->hedges_g_ci.high));
                    }
                }
            }
        }
    }
    if (auto wrote = sinks::write_whole_file(folder.out / "groups.csv", table); !wrote) return wrote;
    cohort.outcome.add_files("groups.csv");
    return {};
}

}  // namespace sacrum::app
