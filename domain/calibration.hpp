// What came of asking a person to stand still, so that the pelvis then becomes level.
#pragma once

#include <optional>
#include <string_view>

#include "domain/time.hpp"

namespace sacrum {

struct Calibration {
    SessionTime start{};
    SessionTime end{};
    bool is_accepted = false;
    std::string_view reason{};  // when it is not: one sentence, what to do
    // Of the sensor, taken out from here on; empty where its mounting is not known yet.
    std::optional<double> obliquity_deg{};
    std::optional<double> tilt_deg{};
    double sd_deg = 0.0;  // of the direction of up while standing
};

}  // namespace sacrum
