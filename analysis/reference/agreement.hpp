// Statistics of agreement between two ways of measuring the same thing.
#pragma once

#include <optional>
#include <span>

#include "domain/comparison.hpp"

namespace sacrum::analysis {

// Bland & Altman 1986, "Statistical methods for assessing agreement", Lancet 1(8476), 307-310. Empty with
// fewer than two pairs. `has_size`: the values have a size of their own to correlate, unlike moments.
std::optional<Agreement> agreement_of(std::span<const ComparedPair> pairs, bool has_size);

}  // namespace sacrum::analysis
