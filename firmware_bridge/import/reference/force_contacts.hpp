// Contacts out of the vertical force of one plate: on at 50 N, off below it, read between samples on a
// straight line. Shorter than 50 ms is no contact, a hole shorter than 30 ms is none.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "domain/reference.hpp"

namespace sacrum::firmware_bridge {

struct ForceCurve {
    std::span<const double> times_s;  // increasing
    std::span<const double> vertical_n;
    std::optional<Side> side{};
    std::optional<int> plate{};
};

// Adds to `events`, which are then to be sorted.
void add_force_contacts(const ForceCurve& curve, std::vector<ReferenceEvent>& events);

}  // namespace sacrum::firmware_bridge
