// How well the measures repeat themselves over the people of a history: of each person's sessions that can be
// compared, the first ten, as many as a baseline has. A true change within these counts as error, so what
// comes out is rather too large than too small.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "analysis/compared_measures.hpp"
#include "analysis/reliability.hpp"

namespace sacrum::analysis {

struct PooledReliability {
    ComparedMeasure measure{};
    GaitMode gait = GaitMode::other;
    std::int64_t people = 0;    // with at least two sessions
    std::int64_t sessions = 0;  // of theirs
    Repeatability within{};     // each person around a mean of their own
    // From a table of people and their first sessions, as many of each: so many that the table says most.
    std::optional<Reliability> of_table{};
    std::int64_t table_people = 0;
    std::int64_t table_sessions = 0;

    // So that it stands in where own sessions are too few.
    [[nodiscard]] bool is_enough() const;
};

// People differ in how steady they are, so a few tell nothing of another one; and of the SEM ten degrees of
// freedom leave a 95 % interval of 0.7 to 1.8 times its value. Both are our choice.
constexpr std::int64_t kFewestPeople = 5;
constexpr double kFewestPooledDegrees = 10.0;

// Of sessions of the gait, the methods and the pass of `like`; measures of which nobody has two are left out.
std::vector<PooledReliability> pooled_reliability(std::span<const std::vector<PastSession>> people,
                                                  const PastSession& like);

}  // namespace sacrum::analysis
