// When a person who sets off lifts the first foot. No landing shows it as the later ones do, but the pelvis
// does: as the leg lets go and pushes off, its side of the pelvis is kicked upward.
#pragma once

#include "analysis/contact.hpp"
#include "analysis/gait_signals.hpp"

namespace sacrum::analysis {

// Moves the contact's own lift-off from where a usual swing would put it to where the obliquity rate shows
// it. Needs the side of the contact; leaves it alone without.
void place_first_lift_off(const GaitSignals& signals, Contact& contact);

}  // namespace sacrum::analysis
