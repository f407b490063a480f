// Counts readings that stand at the end of the sensor's range. A sensor that ran out of range repeats its
// largest reading; a lone peak does not count.
#pragma once

#include <cstdint>
#include <span>

#include "domain/imu_sample.hpp"

namespace sacrum::firmware_bridge {

std::int64_t count_clipped(std::span<const ImuSample> samples);

}  // namespace sacrum::firmware_bridge
