// What skin and belt let the sensor do by itself, from the mean strides of a session: a landing makes it nod
// on its soft ground, faster than a pelvis turns.
#pragma once

#include <optional>
#include <span>

#include "domain/session.hpp"
#include "domain/stride.hpp"

namespace sacrum::analysis {

// From the waveforms in the report and the duration of the strides they are the means of. Empty without
// vertical displacement.
std::optional<Wobble> sensor_wobble(const SessionReport& report, std::span<const Stride> strides);

}  // namespace sacrum::analysis
