#include "analysis/week_jumps.hpp"

#include <algorithm>

#include "analysis/training_load.hpp"

namespace sacrum::analysis {

std::vector<std::optional<LoadJump>> week_jumps(std::span<const PastSession> sessions) {
    std::vector<std::optional<LoadJump>> jumps;
    for (const WeekLoad& week : training_load(sessions).weeks) {
        jumps.emplace_back();
        if (week.load.sessions == 0) continue;
        const auto end = week.monday + std::chrono::days(7);
        const auto until = std::ranges::partition_point(
            sessions, [&](const PastSession& session) { return session.began < end; });
        jumps.back() = training_load({sessions.begin(), until}).week_jump;
    }
    return jumps;
}

}  // namespace sacrum::analysis
