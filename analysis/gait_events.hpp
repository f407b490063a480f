// The list of events that contacts stand for, and the bouts they make up.
#pragma once

#include <span>
#include <vector>

#include "analysis/contact.hpp"
#include "domain/gait_event.hpp"

namespace sacrum::analysis {

// Hands out the initial and final contacts that contact k stands for: its landing, and the final contacts
// beside it.
void append_events(const Contact& contact, std::vector<GaitEvent>& events);

// Bouts of one mode from initial contacts in order of time; a pause of 2.5 s ends one.
std::vector<GaitBout> bouts_of(std::span<const GaitEvent> events);

}  // namespace sacrum::analysis
