// What is usual for this person: medians of the usable strides of a stretch, and how far a median of the
// newest strides must lie from them to be more than chance.
#pragma once

#include <array>
#include <functional>

#include "domain/result.hpp"
#include "domain/stride.hpp"
#include "proto/live.pb.h"
#include "sinks/alerts/alert_measure.hpp"
#include "sinks/alerts/recent_strides.hpp"

namespace sacrum::sinks {

constexpr std::size_t kFewestBaselineStrides = 10;  // of each side

// One standard deviation that sensor and method add to a median, of what does not stay the same all session.
using MethodError = std::function<double(Metric metric, double median, GaitMode mode)>;

// How many strides the compared median is of, by slot.
using OverStrides = std::array<std::size_t, kAlertSlotCount>;

// Of the strides that begin at `from` or later. Fails, with the sentence for the person, where a side has too
// few or the gait changed from walking to running or back.
Result<proto::Baseline> measure_baseline(const RecentStrides& strides, SessionTime from, SessionTime now,
                                         const OverStrides& over_strides, const MethodError& method_error);

}  // namespace sacrum::sinks
