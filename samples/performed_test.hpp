// A recording of a made-up person going through a guided test, with everything that is true about it. The
// same parameters give the same recording, bit for bit.
#pragma once

#include "domain/recording.hpp"
#include "samples/performer.hpp"
#include "samples/sensor_model.hpp"

namespace sacrum::samples {

struct PerformedTest {
    PerformerParams performer;
    SensorParams sensor;
    Performance truth;  // its times are true seconds: `stretch` of them in a second of the recording
    double stretch = 1.0;
    Recording recording;
};

Result<PerformedTest> perform_test(const PerformerParams& performer, const SensorParams& sensor);

}  // namespace sacrum::samples
