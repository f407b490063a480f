// What changed between a person's earlier sessions and now. Sessions that differ in how they were measured or
// in what was done are left out, with the reason; what is left makes the baseline. The method, its power and
// its limits: docs/history.md.
#pragma once

#include <span>

#include "analysis/compared_measures.hpp"
#include "analysis/pooled_reliability.hpp"
#include "domain/past_session.hpp"
#include "domain/session_change.hpp"

namespace sacrum::analysis {

// Both in order of time, `earlier` before `now`. What is compared with is the newest of `now`; others of
// `now` that are not like it are left out too. `pooled`: of the people of this history, pooled_reliability.
// Without sessions in one of them there are no changes.
SessionChanges changes_since(std::span<const PastSession> earlier, std::span<const PastSession> now,
                             BaselineChoice choice = BaselineChoice::first,
                             std::span<const PooledReliability> pooled = {});

}  // namespace sacrum::analysis
