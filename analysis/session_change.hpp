// What changed between a person's earlier sessions and now. Sessions that differ in how they were measured or
// in what was done are left out, with the reason; what is left makes the baseline. The method, its power and
// its limits: docs/history.md.
#pragma once

#include <span>

#include "domain/past_session.hpp"
#include "domain/session_change.hpp"

namespace sacrum::analysis {

// The baseline stands still, so that a slow change adds up instead of taking its measure along.
constexpr std::size_t kBaselineSessions = 10;

// Of a measure, for it to be compared. Dingenen 2018: fewer do not settle a mean of the drop.
constexpr std::int64_t kFewestStrides = 7;

enum class BaselineChoice {
    first,   // the first comparable sessions: how the person began
    latest,  // the last ones before now: where a person says what is new
};

// Both in order of time, `earlier` before `now`. What is compared with is the newest of `now`; others of
// `now` that are not like it are left out too. Without sessions in one of them there are no changes.
SessionChanges changes_since(std::span<const PastSession> earlier, std::span<const PastSession> now,
                             BaselineChoice choice = BaselineChoice::first);

// Why two sessions cannot be compared at all, in words that follow "was left out: "; empty when they can.
std::string why_not_comparable(const PastSession& then, const PastSession& now);

}  // namespace sacrum::analysis
