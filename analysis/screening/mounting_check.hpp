// Whether the sensor can sit as declared, from the postures that a test begins with. A sentence, what to do;
// empty where nothing speaks against it. Which way a sensor faces does not show while a person stands.
#pragma once

#include <Eigen/Core>
#include <string_view>

#include "domain/screening.hpp"

namespace sacrum::analysis {

// `up`: in the quiet posture, in the pelvis' axes as declared.
std::string_view against_quiet(ScreeningTest test, const Eigen::Vector3d& up);
// Bent forward; `forward`: horizontal, where the pelvis leant, in the pelvis' axes as declared.
std::string_view against_facing(const Eigen::Vector2d& forward);

}  // namespace sacrum::analysis
