// When each foot meets and leaves the ground. Around the real steps lie imagined ones, so that every movement
// that follows the steps is defined before the first and after the last of them.
#pragma once

#include <vector>

#include "domain/side.hpp"
#include "samples/person.hpp"

namespace sacrum::samples {

struct Footfall {
    double contact = 0.0;   // s
    double lift_off = 0.0;  // s, of the same foot
    Side side = Side::right;
    bool is_real = true;
};

struct Footfalls {
    std::vector<Footfall> steps;  // alternating sides
    double gait_start =
        0.0;  // s, the body begins to move; before everything when the recording starts in mid-gait
    double gait_end = 0.0;          // s, the body has come to rest
    double initial_lift_off = 0.0;  // s, of the foot that does not step first
};

// How long the body takes from standing to the first contact, and from the last contact to standing.
constexpr double kStartTime = 0.5;
constexpr double kStopTime = 0.6;

Footfalls place_footfalls(const Person& person, const RunnerParams& params);

}  // namespace sacrum::samples
