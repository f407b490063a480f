// Pairs two lists of times one to one: as many pairs as can be within the tolerance, and of all such ways the
// one with the least sum of distances. The work grows with the number of times, not with its square.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace sacrum::analysis {

struct TimePair {
    std::size_t a = 0;
    std::size_t b = 0;
};

// Both in order.
std::vector<TimePair> match_times(std::span<const double> a, std::span<const double> b, double tolerance);

}  // namespace sacrum::analysis
