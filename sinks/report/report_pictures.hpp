// The four pictures of the report, each as inline SVG, or empty when the session has nothing to show in it.
#pragma once

#include <span>
#include <string>

#include "domain/session.hpp"

namespace sacrum::sinks {

// A measure of every valid stride over the session, with a running median per side.
std::string over_session(std::span<const Stride> strides, Metric metric);
// Drop angle through the stride per side, mean with a band of one SD.
std::string drop_through_stride(const SessionReport& report);
// The way of the sensor in the frontal plane, seen from behind.
std::string butterfly(const SessionReport& report);
// Peak drop and excursion, left against right, with 95 % intervals.
std::string left_against_right(const SessionReport& report);

}  // namespace sacrum::sinks
