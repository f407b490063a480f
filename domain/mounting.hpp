// How the sensor sits on the pelvis: which of its axes point up and left.
#pragma once

#include <string>
#include <string_view>

#include "domain/frame.hpp"
#include "domain/result.hpp"

namespace sacrum {

// A mounting as a person writes it: "up=+x,left=+y". Any two of up, down, left, right, forward, backward that
// are not parallel; axes x, y, z with an optional sign.
struct DeclaredMounting {
    Rotation<Pelvis, Sensor> pelvis_from_sensor{};
    std::string text;
};

Result<DeclaredMounting> parse_mounting(std::string_view text);

}  // namespace sacrum
