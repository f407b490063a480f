// A sign that shows left from right: who stands and lifts the right knee must bring the body over the left
// foot first. No habit of gait is in it, only the laws of balance.
#pragma once

#include <optional>

#include "analysis/gait_signals.hpp"
#include "domain/session.hpp"

namespace sacrum::analysis {

// How far the pelvis went to its left about then, in m, from rest to rest; empty where the signals do not
// reach. Hips are 16-18 cm apart, so the way over one foot is some 8 cm; less than half of that shows
// nothing.
std::optional<double> shift_to_left(const GaitSignals& signals, double time_s);

// What the shift says of the pelvis's left axis.
SideCheck check_lift(const GaitSignals& signals, const LiftedLeg& lifted);

}  // namespace sacrum::analysis
