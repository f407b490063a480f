// All that a worn sensor reports, as a recording: lost samples are gaps and are counted.
#pragma once

#include "domain/recording.hpp"
#include "samples/sensor_model.hpp"
#include "samples/worn_sensor.hpp"

namespace sacrum::samples {

// From where the sensor is to the end.
Recording recording_of(WornSensor& worn, const SensorParams& sensor);

}  // namespace sacrum::samples
