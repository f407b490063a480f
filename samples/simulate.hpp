// A recording of the synthetic runner together with everything that is true about it. The same parameters
// give the same recording, bit for bit.
//
// All truth is on the recording's own clock, the sensor's. Angles and places are those of the pelvis and of
// the sensor's point on it as bone: skin motion is in the samples, not in the truth.
#pragma once

#include <vector>

#include "domain/gait_event.hpp"
#include "domain/recording.hpp"
#include "samples/sensor_model.hpp"
#include "samples/synthetic_runner.hpp"
#include "samples/true_strides.hpp"

namespace sacrum::samples {

// At every time stamp of the sensor, lost samples included.
struct TruePose {
    SessionTime time{};
    Angle obliquity{};                 // + right side up
    Angle tilt{};                      // + anterior; 0 is standing
    Angle rotation{};                  // + right side forward, without the heading
    Angle heading{};                   // direction of walking, + to the left of where it began
    Vec3<LengthUnit, Level> sensor{};  // Level axes of heading 0, z up
    Vec3<LengthUnit, Level> centre{};  // pelvis centre
};

struct Simulation {
    RunnerParams runner;
    SensorParams sensor;
    Recording recording;
    std::vector<GaitEvent> events;
    std::vector<TruePose> poses;
    std::vector<TrueStride> strides;
    Rotation<Pelvis, Sensor> true_mounting{};
};

// Fails with a sentence when a parameter is outside what a person or a sensor can be.
Result<Simulation> simulate(const RunnerParams& runner, const SensorParams& sensor);

}  // namespace sacrum::samples
