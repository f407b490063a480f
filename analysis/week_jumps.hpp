// The jumps in volume of all weeks, each as it was told in its week: what came later is not known in it.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "domain/past_session.hpp"
#include "domain/training_load.hpp"

namespace sacrum::analysis {

// In order of time. One for each week of training_load().
std::vector<std::optional<LoadJump>> week_jumps(std::span<const PastSession> sessions);

}  // namespace sacrum::analysis
