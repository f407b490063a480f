// How much a person has done, session by session and week by week, as far as it was recorded: definitions and
// limits in docs/history.md.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "domain/side.hpp"

namespace sacrum {

struct Load {
    std::int64_t sessions = 0;
    std::int64_t steps = 0;                   // contacts of both feet
    double duration_s = 0.0;                  // recorded
    std::optional<double> distance_km{};      // empty unless said of every session
    std::optional<double> impact_bw{};        // sum of the modelled peak forces of running, in body weights
    Sided<std::optional<double>> drop_deg{};  // sum of the drop excursions of all stances
};

struct SessionLoad {
    std::int64_t session = 0;
    std::chrono::sys_seconds began{};
    Load load{};
};

struct WeekLoad {
    std::chrono::sys_days monday{};
    Load load{};
};

enum class LoadUnit { steps, kilometres };

// More than in any of the weeks before, and clearly more than their mean. A description, not a risk.
struct LoadJump {
    LoadUnit unit = LoadUnit::steps;
    double now = 0.0;
    double before = 0.0;            // mean of the weeks before, or the longest session in them
    std::optional<double> ratio{};  // empty where nothing was before
};

struct TrainingLoad {
    std::vector<SessionLoad> sessions;     // in order of time
    std::vector<WeekLoad> weeks;           // without holes, from the first session to the newest
    std::optional<LoadJump> week_jump;     // of the newest week, finished or not
    std::optional<LoadJump> session_jump;  // of its longest session
};

}  // namespace sacrum
