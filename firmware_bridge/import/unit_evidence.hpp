// What the readings themselves say about their units. Everything is in the file's own units; nothing is
// decided here.
#pragma once

#include <cstdint>
#include <span>

#include "firmware_bridge/import/csv_rows.hpp"

namespace sacrum::firmware_bridge {

struct SpecificForceEvidence {
    double usual_length = 0.0;  // median |f|; running raises it
    double spread = 0.0;        // interquartile range of |f| relative to it
    double movement = 0.0;      // 5 to 95 % range of |f| relative to it: shows gait after long standing, too
    double steady = 0.0;  // median over seconds of the length of the mean vector: gravity, whatever the gait
};
SpecificForceEvidence weigh_specific_force(std::span<const ImuSample> readings, double interval_s);

// Gravity turns in the sensor as the gyroscope says it turns: df/dt = -ω × f. The slope of the first on the
// second is 1 when ω is in rad/s, 0.01745 when it is in deg/s. The steps of the body hide it more or less;
// the correlation tells.
struct TurningEvidence {
    double slope = 0.0;
    double correlation = 0.0;  // 0 when there is too little to tell
};
TurningEvidence weigh_turning(std::span<const ImuSample> readings, std::span<const std::int64_t> steps,
                              double interval_s);

double fast_angular_rate(std::span<const ImuSample> readings);  // 95 % of |ω| are below

// Columns that leap by a whole turn between neighbours hold angles.
bool wraps_like_an_angle(std::span<const ImuSample> readings);

}  // namespace sacrum::firmware_bridge
