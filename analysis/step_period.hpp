// How many rows a step takes, from the likeness of a signal to itself a step later.
#pragma once

#include <optional>
#include <span>

namespace sacrum::analysis {

// The shortest lag from `shortest` to `longest` rows whose local maximum of the autocorrelation is near the
// best one, so that a person whose sides differ is not read as taking half as many steps. Where no step is
// like the next, as in a limp, half of the stride that clearly repeats. Refined by a parabola; empty without
// a maximum or for a signal of less than twice the longest lag.
std::optional<double> step_period(std::span<const double> signal, double shortest, double longest);

}  // namespace sacrum::analysis
