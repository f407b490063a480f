// In which units a live stream of numbers is, from its first rows: what physics leaves open is not guessed.
#pragma once

#include <array>
#include <optional>
#include <span>

#include "firmware_bridge/import/csv_params.hpp"

namespace sacrum::firmware_bridge {

struct LiveRow {
    std::optional<double> time{};  // as sent
    std::array<double, kValueCount> values{};
};

// The median length of the force is gravity to a third: near 1, 9.81 or 1000.
std::optional<SpecificForceUnit> specific_force_unit_of(std::span<const LiveRow> rows);

// A still sensor that seems to turn by more than 0.3 a second speaks deg/s. While it moves, a median above 10
// is deg/s and below that rad/s. A still one with little to say leaves it open.
std::optional<AngularRateUnitName> angular_rate_unit_of(std::span<const LiveRow> rows);

// The median step is between 0.3 ms and 0.3 s in just one unit; steps of exactly one count samples.
std::optional<TimeUnit> time_unit_of(std::span<const LiveRow> rows);

}  // namespace sacrum::firmware_bridge
