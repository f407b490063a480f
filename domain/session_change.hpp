// What changed in a measure between a person's earlier sessions and now, and whether that is more than the
// measure varies from session to session anyway.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/metric.hpp"
#include "domain/session.hpp"
#include "domain/side.hpp"

namespace sacrum {

enum class ChangeVerdict { not_known, not_shown, more_than_chance };
constexpr const char* word(ChangeVerdict verdict) {
    switch (verdict) {
        case ChangeVerdict::not_known: return "not known";
        case ChangeVerdict::not_shown: return "not shown";
        case ChangeVerdict::more_than_chance: return "more than chance";
    }
    return "";
}

// Whose repeated sessions say how much the measure varies from one to the next.
enum class ChangeBasis { none, own_sessions, pooled_sessions, same_day_walks, published_video };
constexpr const char* word(ChangeBasis basis) {
    switch (basis) {
        case ChangeBasis::none: return "nothing known";
        case ChangeBasis::own_sessions: return "this person's own sessions";
        case ChangeBasis::pooled_sessions: return "repeated sessions of the people in this history";
        case ChangeBasis::same_day_walks:
            return "repeated walks of ten people on one day, the sensor left on (docs/accuracy.md)";
        case ChangeBasis::published_video: return "2-D video of runners (Dingenen 2018), not this sensor";
    }
    return "";
}

struct SessionChange {
    Metric metric = Metric::cpd_peak;
    std::optional<Side> side{};  // empty: of the whole stride
    double before = 0.0;         // mean of the baseline
    double now = 0.0;            // mean of the new sessions
    std::int64_t sessions_before = 0;
    std::int64_t sessions_now = 0;
    ChangeBasis basis = ChangeBasis::none;
    // 1.96 √2 SEM: what one session must differ from one other by. Of own and of pooled sessions with its 95
    // % interval.
    std::optional<double> mdc95{};
    std::optional<Interval> mdc95_ci{};
    // What this change must exceed, with so many sessions before and now.
    std::optional<double> detectable{};
    // The share of true changes of 1.5 · MDC95 that exceed it.
    std::optional<double> power{};
    ChangeVerdict verdict = ChangeVerdict::not_known;
    std::string reason{};  // a sentence; why it is not known, empty otherwise

    [[nodiscard]] double change() const { return now - before; }
};

// A session that was left out of a comparison, and why, in words that follow "was left out: ".
struct LeftOutSession {
    std::int64_t session = 0;
    std::string reason;
};

struct SessionChanges {
    std::vector<std::int64_t> baseline;  // ids of the sessions compared with, in order of time
    std::vector<LeftOutSession> left_out;
    std::vector<std::string> remarks;  // sentences; what could not be checked
    std::vector<SessionChange> changes;
};

}  // namespace sacrum
