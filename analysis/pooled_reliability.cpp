#include "analysis/pooled_reliability.hpp"

#include <algorithm>

namespace sacrum::analysis {
namespace {

using Values = std::vector<std::vector<double>>;  // of each person in order of time, two or more

// Of a person, those that can be compared with the newest that is like it.
Sessions repeated(const std::vector<PastSession>& sessions, const PastSession& like) {
    const auto is_like = [&](const PastSession& session) {
        return session.report.main_gait == like.report.main_gait && session.report.pass == like.report.pass &&
               session.report.algorithm_version == like.report.algorithm_version &&
               session.report.verdict != Verdict::poor;
    };
    const auto newest = std::find_if(sessions.rbegin(), sessions.rend(), is_like);
    Sessions kept;
    if (newest == sessions.rend()) return kept;
    for (const PastSession& session : sessions)
        if (why_not_comparable(session, *newest).empty() && why_not_same_pace(session, *newest).empty())
            kept.push_back(&session);
    return baseline_of(kept, BaselineChoice::first);
}

std::int64_t people_with(const Values& values, std::size_t sessions) {
    return std::ranges::count_if(values, [&](const auto& one) { return one.size() >= sessions; });
}

// The number of columns that leaves the residual most degrees of freedom.
std::size_t columns_of(const Values& values) {
    std::size_t best = 0;
    std::int64_t most = 0;
    for (std::size_t columns = 2; columns <= kBaselineSessions; ++columns) {
        const std::int64_t degrees = (people_with(values, columns) - 1) * std::int64_t(columns - 1);
        if (degrees > most) {
            most = degrees;
            best = columns;
        }
    }
    return best;
}

void add_table(const Values& values, PooledReliability& pooled) {
    const std::size_t columns = columns_of(values);
    if (columns == 0) return;
    Eigen::MatrixXd table(Eigen::Index(people_with(values, columns)), Eigen::Index(columns));
    Eigen::Index row = 0;
    for (const auto& one : values) {
        if (one.size() < columns) continue;
        for (std::size_t column = 0; column < columns; ++column)
            table(row, Eigen::Index(column)) = one[column];
        ++row;
    }
    pooled.of_table = reliability_of(table);
    if (!pooled.of_table) return;
    pooled.table_people = table.rows();
    pooled.table_sessions = table.cols();
}

}  // namespace

bool PooledReliability::is_enough() const {
    return people >= kFewestPeople && within.degrees_of_freedom >= kFewestPooledDegrees;
}

std::vector<PooledReliability> pooled_reliability(std::span<const std::vector<PastSession>> people,
                                                  const PastSession& like) {
    std::vector<Sessions> of_people;
    for (const auto& sessions : people) of_people.push_back(repeated(sessions, like));
    std::vector<PooledReliability> found;
    for (const ComparedMeasure& measure : compared_measures()) {
        Values values;
        for (const Sessions& sessions : of_people)
            if (auto own = values_of(sessions, measure, has_stood(like)); own.size() >= 2)
                values.push_back(std::move(own));
        const std::vector<std::span<const double>> groups(values.begin(), values.end());
        const auto within = repeatability_of(groups);
        if (!within) continue;
        PooledReliability pooled{.measure = measure,
                                 .gait = like.report.main_gait,
                                 .people = std::int64_t(values.size()),
                                 .within = *within};
        for (const auto& own : values) pooled.sessions += std::int64_t(own.size());
        add_table(values, pooled);
        found.push_back(std::move(pooled));
    }
    return found;
}

}  // namespace sacrum::analysis
