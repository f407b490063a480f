// The pelvis over one usable stride, at 0, 1, … 100 % of it.
#pragma once

#include <array>

#include "domain/side.hpp"
#include "domain/time.hpp"

namespace sacrum {

struct StrideCourse {
    using Values = std::array<double, 101>;
    Side side = Side::left;  // of the initial contact that opens it
    SessionTime start{};
    SessionTime end{};
    Values obliquity_deg{};
    Values tilt_deg{};
    Values rotation_deg{};  // about its mean over the stride
    bool has_displacement = false;
    Values sway_left_mm{};
    Values vertical_mm{};
};

}  // namespace sacrum
