// Inclination without knowing anything yet, also in mid-run: the specific force is averaged over a Hann
// window in the frame that the gyroscope carries along, which cancels the steps without knowing their rate.
#pragma once

#include <Eigen/Geometry>
#include <span>

#include "domain/imu_sample.hpp"
#include "dsp/orientation_params.hpp"

namespace sacrum::dsp {

// The attitude at the first of `samples`. Its heading is that of `heading`. Identity inclination for no
// samples.
Eigen::Quaterniond start_attitude(std::span<const ImuSample> samples, const Eigen::Quaterniond& heading,
                                  const Eigen::Vector3d& bias, const OrientationParams& params);

}  // namespace sacrum::dsp
