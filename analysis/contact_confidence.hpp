// How sure it is that a foot came down at a contact: feet keep time, and what does not fit the rhythm of its
// neighbours is more often something else. Calibrated on the recordings; figures in docs/methods.md.
#pragma once

#include <span>

#include "analysis/contact.hpp"

namespace sacrum::analysis {

// Probability that contact k is one. In order of time.
double contact_confidence(std::span<const Contact> contacts, std::size_t k);

}  // namespace sacrum::analysis
