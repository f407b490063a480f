// How alike two signals on one grid are at every shift of one against the other. Where a signal has a hole it
// does not count; shifts at which too little of the two overlaps give zero.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace sacrum::analysis {

// A signal without its mean; zero and not there where it has a hole.
struct GridSignal {
    std::vector<double> values;
    std::vector<double> is_there;  // 1 or 0
};

struct CrossCorrelation {
    std::ptrdiff_t first_shift = 0;
    std::vector<double> correlation;  // at first_shift, first_shift + 1, …: of a(i + shift) with b(i)
    std::vector<double> overlap;      // entries that are there in both
};

// Several signals of the same grids are taken together, each weighted by its energy. `least_overlap` in
// entries.
CrossCorrelation cross_correlate(std::span<const GridSignal> a, std::span<const GridSignal> b,
                                 double least_overlap);

}  // namespace sacrum::analysis
