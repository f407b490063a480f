// What a person did while a recording was made, as far as the analysis and the report need it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "domain/time.hpp"

namespace sacrum {

// A moment that was marked.
struct SessionNote {
    std::optional<SessionTime> time{};  // empty: before the first sample
    std::string kind;                   // "note", "speed", "incline", "pain", "shoe", "cue"
    std::string text;
    std::optional<double> number{};  // of kind speed: m/s; incline: percent; pain: 0 to 10
};

// A stage of the protocol, [start, end).
struct SessionStage {
    std::string name;
    std::optional<double> speed_m_per_s{};
    std::optional<double> incline_percent{};
    std::optional<SessionTime> start{};  // empty: before the first sample
    std::optional<SessionTime> end{};    // empty: at the end of the session

    [[nodiscard]] bool holds(SessionTime time) const {
        return (!start || time >= *start) && (!end || time < *end);
    }
};

// The person was asked to stand still.
struct StandingRequest {
    std::size_t after_samples = 0;  // that had come when it began
    Duration duration{};
};

struct SessionActions {
    std::vector<SessionNote> notes;
    std::vector<SessionStage> stages;  // in order; none overlap
    std::vector<StandingRequest> standing;
    int side_swaps = 0;  // left and right exchanged, each time from the session's start on
};

}  // namespace sacrum
