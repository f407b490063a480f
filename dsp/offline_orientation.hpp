// Attitude of a whole recording, with the future known: the causal filter forward, a smoother backward, and
// both again from the smoothed start. One result per sample, in order. Inclination starts anew after each
// long gap; nothing is settled in a stretch too short to tell. Uses about 110 bytes per sample at 200 Hz
// beside input and output, 160 with a magnetometer.
#pragma once

#include <span>
#include <vector>

#include "domain/imu_sample.hpp"
#include "domain/oriented_sample.hpp"
#include "dsp/orientation_filter.hpp"

namespace sacrum::dsp {

// Empty when the parameters are not valid (OrientationFilter::create says why).
std::vector<OrientedSample> orient_offline(std::span<const ImuSample> samples,
                                           const OrientationFilter::Params& params);

}  // namespace sacrum::dsp
