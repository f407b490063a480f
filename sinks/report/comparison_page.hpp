// The comparison for people: one self-contained page with the figures, and a Bland-Altman picture of every
// quantity.
#pragma once

#include <string>

#include "domain/comparison.hpp"

namespace sacrum::sinks {

// Difference over mean of the two; over the time of the session for moments. Inline SVG.
std::string bland_altman(const QuantityComparison& quantity);

std::string comparison_page(const ReferenceComparison& comparison);

}  // namespace sacrum::sinks
