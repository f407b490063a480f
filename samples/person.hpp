// What a person does at every stride: all that RunnerParams leaves open is drawn here from its seed, within
// what was measured on people; the ranges stand beside each number in the source.
#pragma once

#include "domain/side.hpp"
#include "samples/synthetic_runner.hpp"
#include "samples/waveform.hpp"

namespace sacrum::samples {

// Shape of the pelvic drop in one side's stance, in deg of drop (stance side higher is positive).
struct DropShape {
    double at_contact = 0.0;
    double fall = 0.0;      // from contact to the peak
    double hike = 0.0;      // from the peak down again
    double peak_at = 0.35;  // fraction of stance
};

// Displacement at contact A (t/τ)³ e^(-t/τ) sin 2πft / 1.34 along each axis, in m.
struct ImpactShape {
    double forward = 0.0, left = 0.0, up = 0.0;  // left: towards the stance side's own side
    double frequency_hz = 18.0;
};

// Shape of a runner's vertical force over stance, as shares of four unit pulses that add up to 1.
struct StanceForce {
    double round = 0.45;   // 6 u (1 - u)
    double early = 0.20;   // 12 u (1 - u)²: rises fast, fades slowly
    double narrow = 0.35;  // 60 u² (1 - u)³: most of the push in mid-stance
    double flat = 0.0;     // 1.25 (1 - (2u - 1)⁴): a plateau
};

struct Person {
    double step_time = 0.34;     // s, mean of both
    double contact_time = 0.23;  // s, mean of both
    Sided<DropShape> drop;
    Sided<ImpactShape> impact;
    double obliquity_offset = 0.0;  // rad, in gait relative to standing
    double lean = 0.0;              // rad of tilt, in gait relative to standing
    Waveform tilt, rotation;        // rad
    Waveform forward, left, up;     // m, of the pelvis centre; running has its vertical from forces instead
    double braking = 0.0;  // m/s², amplitude of the centre of mass's braking and propulsion, running
    StanceForce force;     // running
};

Person draw_person(const RunnerParams& params);

}  // namespace sacrum::samples
