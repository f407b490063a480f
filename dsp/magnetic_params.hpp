// What may be chosen about heading from the magnetometer. The defaults are those that VQF publishes (Laidig &
// Seel 2023), for a sensor on a person who moves through rooms.
#pragma once

#include <chrono>

#include "domain/quantity.hpp"
#include "domain/time.hpp"

namespace sacrum::dsp {

struct MagneticParams {
    // Time constant with which heading follows the field. More: rides over noise and brief disturbances, but
    // a gyroscope bias b about the vertical leaves an error of b times this (0.3 deg/s: 2.7 degrees).
    Duration heading_time = std::chrono::seconds(9);

    // Disturbed: strength or dip of the field, smoothed over `field_time`, is further than these from the
    // reference. More tolerance: keeps heading in a slowly changing field, lets more of a disturbance in.
    double norm_tolerance = 0.1;  // of the reference
    Angle dip_tolerance = Angle::of_si(radians_from_degrees(10.0));
    // More: single noisy readings matter less, a disturbance is noticed later.
    Duration field_time = std::chrono::milliseconds(50);
    // Time constant with which the reference follows the undisturbed field. More: steadier, slower to follow
    // a temperature drift of the magnetometer.
    Duration reference_time = std::chrono::seconds(20);
    // The field must agree this long before it is trusted again. More: less of a disturbance's edges gets in.
    Duration calm_time = std::chrono::milliseconds(500);

    // A field that agrees with itself for this long, counted only while the sensor turns at least at
    // `new_field_rate`, becomes the reference: the person went to another place. More: a long stay beside
    // iron is believed later.
    Duration new_field_time = std::chrono::seconds(20);
    Duration first_field_time = std::chrono::seconds(5);  // the same while there is no reference yet
    AngularRate new_field_rate = AngularRate::of_si(radians_from_degrees(20.0));

    // A disturbance is ignored for so long at most, then followed `rejection_factor` times more slowly than a
    // clean field; clean time gives the allowance back that many times faster. More: bridges longer
    // disturbances, but heading drifts with the gyroscope meanwhile.
    Duration longest_rejection = std::chrono::seconds(60);
    double rejection_factor = 2.0;
};

}  // namespace sacrum::dsp
