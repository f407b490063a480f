// How the two clocks of a comparison run against each other: the slope of the differences of initial contacts
// over time, by least squares, with its standard error. Fewer than 20 pairs say nothing.
#pragma once

#include "domain/comparison.hpp"

namespace sacrum::analysis {

void find_clock_drift(ReferenceComparison& comparison);

}  // namespace sacrum::analysis
