// Height of a runner's centre of mass: parabolas in flight, and in stance a force that rises fast and fades
// slowly. Height, velocity and acceleration are continuous from standing through push-off, steps and landing
// to standing.
//
//   force   __                 start: push-off from standing, then a first short flight
//    ______/  \     __    _    each step: the impulse that brings the body back to its height at the next
//    contact
//              \___/  \__/ \_  flight: exactly free fall
#pragma once

#include <cstddef>
#include <vector>

#include "samples/footfalls.hpp"

namespace sacrum::samples {

class VerticalRun {
  public:
    VerticalRun(const Person& person, const Footfalls& falls, double variability, std::uint64_t seed);
    // Height above standing in m.
    [[nodiscard]] double operator()(double time) const;

  private:
    struct Step {
        double start, contact_time, height, velocity, impulse;  // impulse: velocity gained in stance
    };
    struct Bridge {  // the polynomial of fifth degree between two states (height, velocity, acceleration)
        double start = 0.0, length = 1.0, c[6] = {};
    };
    static Bridge bridge(double start, double length, const double (&from)[3], const double (&to)[3]);
    static double height_on(const Bridge& bridge, double time);
    [[nodiscard]] double pushed(double u) const;  // ∫∫ of the unit stance force

    double pushed_[8] = {};  // coefficients of u⁰ … u⁷
    double mean_at_ = 0.5;   // centre of the stance force, fraction of stance
    std::vector<Step> steps_;
    Bridge push_off_, landing_;
    double flight_start_ = 0.0;
    mutable std::size_t last_ = 0;  // a hint only
};

}  // namespace sacrum::samples
