// The results of all shards as tables: strides, sessions, measures and what failed, as CSV and in one
// database, with what is known of the people joined. They depend on the recordings alone, not on who measured
// them in which shards.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "app/cohort/cohort_plan.hpp"
#include "domain/metric.hpp"
#include "firmware_bridge/import/participants_table.hpp"

namespace sacrum::app {

enum class CohortSide : std::size_t { left, right, both };
constexpr const char* word(CohortSide side) {
    return side == CohortSide::left ? "L" : side == CohortSide::right ? "R" : "both";
}
constexpr std::array kCohortSides{CohortSide::left, CohortSide::right, CohortSide::both};

// Of a session what studies compare.
struct StudiedSession {
    std::string participant;
    std::string session;
    std::string task;
    std::string gait;
    // Medians, by side and measure.
    std::array<std::array<std::optional<double>, kMetricCount>, kCohortSides.size()> medians{};
};

struct MergedCohort {
    proto::CohortOutcome outcome;
    std::vector<StudiedSession> sessions;  // in order of their files
    firmware_bridge::ParticipantsTable participants;
};

// Refused while recordings have no result.
Result<MergedCohort> merge_cohort(const CohortFolder& folder, const proto::CohortPlan& plan);

}  // namespace sacrum::app
