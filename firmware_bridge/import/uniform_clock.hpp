// The clean clock behind a time column that was rounded when it was written. Each time it gives stays within
// the rounding of the column; where no such clock exists (a column that jitters) the column stands as it is.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "domain/long_vector.hpp"

namespace sacrum::firmware_bridge {

struct UniformClock {
    double interval = 0.0;           // of the samples, in the column's unit
    double rounding = 0.0;           // step in which the column is written
    LongVector<double> times;        // one per entry of the column
    LongVector<std::int64_t> steps;  // sample intervals since the entry before; the first is 0
    bool is_changed = false;         // times differ from the column
    bool is_even = false;            // all times stand on one grid
    double jitter = 0.0;             // largest distance of the column from an even step, when it is not even
};

// `column` strictly increasing with at least two entries; `step` its usual step; `known_interval` is tried
// first.
UniformClock find_uniform_clock(std::span<const double> column, double step,
                                std::optional<double> known_interval);

}  // namespace sacrum::firmware_bridge
