// One shard of a cohort: its recordings measured one after the other, into one file of results. Done twice,
// by a queue that starts it again or on two machines at once, it gives the same bytes; what an earlier try
// has left is taken over.
#pragma once

#include <cstdint>
#include <functional>

#include "app/cohort/cohort_plan.hpp"

namespace sacrum::app {

// `did` hears how many bytes of recordings more are behind us. A recording that fails is a result like any
// other.
Result<void> run_shard(const CohortFolder& folder, const proto::CohortPlan& plan, std::uint32_t shard,
                       const std::function<void(std::uint64_t)>& did);

}  // namespace sacrum::app
