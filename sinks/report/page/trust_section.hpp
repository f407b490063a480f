// How far the figures can be trusted: strides that were not used, the samples, the gait that was found, how
// the sensor sat, what was assumed, who made it.
#pragma once

#include <string>

#include "domain/session.hpp"

namespace sacrum::sinks {

std::string trust_section(const SessionReport& report);

}  // namespace sacrum::sinks
