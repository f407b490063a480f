// The pelvis at one instant, in the signs of the clinic.
#pragma once

#include <optional>

#include "domain/frame.hpp"
#include "domain/time.hpp"

namespace sacrum {

struct PelvisPose {
    SessionTime time{};
    Rotation<Earth, Sensor> earth_from_sensor{};
    // Empty where the sensor's mounting on the pelvis is not known.
    std::optional<Angle> obliquity{};  // + right side up (left side lower)
    std::optional<Angle> tilt{};       // + anterior
    std::optional<Angle> rotation{};   // + right side forward, relative to the running mean heading
    // Displacement of the sensor about its running mean; empty outside gait.
    std::optional<Length> sway_left{};
    std::optional<Length> vertical{};
    bool is_valid = false;  // orientation settled and no gap at this sample
};

}  // namespace sacrum
