#include "analysis/screening/mounting_check.hpp"

#include <cmath>

#include "domain/quantity.hpp"

namespace sacrum::analysis {
namespace {

// Of up. A sacrum slopes by 5 to 30°, a strap hangs askew by some degrees; leaning on a wall adds 30°.
constexpr double kUpright_deg = 45.0, kLeaning_deg = 70.0;
constexpr double kProne_deg = 45.0;   // at least, forward
constexpr double kFacing_deg = 45.0;  // a sensor that is put on by hand faces aside by 5 to 10° at most

}  // namespace

std::string_view against_quiet(ScreeningTest test, const Eigen::Vector3d& up) {
    const double forward = degrees_from_radians(std::atan2(-up.x(), up.z()));
    const double aside = degrees_from_radians(std::asin(std::abs(up.normalized().y())));
    if (test == ScreeningTest::hands_and_knees) {
        if (forward > kProne_deg && aside < kProne_deg) return "";
        if (std::abs(forward) < kProne_deg && aside < kProne_deg)
            return "The pelvis was upright then, not on hands and knees; begin in that posture.";
        return "On hands and knees the sensor does not lie as declared; see to --mount (up=…,left=…).";
    }
    const double most = test == ScreeningTest::wall_run ? kLeaning_deg : kUpright_deg;
    if (std::abs(forward) < most && aside < kUpright_deg) return "";
    return "The sensor does not sit upright as declared, or the person was not; see to --mount "
           "(up=…,left=…).";
}

std::string_view against_facing(const Eigen::Vector2d& forward) {
    if (std::abs(std::atan2(forward.y(), forward.x())) < radians_from_degrees(kFacing_deg)) return "";
    return "Bent forward, the pelvis leant to where the sensor has its side or its back as declared; see to "
           "--mount "
           "(up=…,left=…) and do it again.";
}

}  // namespace sacrum::analysis
