// Takes the steps out of a causal attitude where some of its future is known already: what the filter learned
// later is carried back as far as it was true earlier. The fixed-lag counterpart of TiltSmoother, in the form
// that a random walk of the tilt has: the Rauch-Tung-Striebel recursion with a scalar gain.
#pragma once

#include <span>

#include "domain/oriented_sample.hpp"

namespace sacrum::dsp {

// In order of time; the first `count` of the samples are corrected by what those behind them have learned.
// May be called again on samples that went through it before, with newer ones behind them. The newest sample
// stays as it is.
void spread_corrections(std::span<OrientedSample> samples, std::size_t count);
inline void spread_corrections(std::span<OrientedSample> samples) {
    spread_corrections(samples, samples.size());
}

}  // namespace sacrum::dsp
