// The words of an address such as sim:runner?speed_mps=3.3&duration_s=60&speed=20, as the device they ask
// for.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "samples/simulated_device.hpp"

namespace sacrum::samples {

struct SimulatedRun {
    SimulatedDeviceParams device{};
    double speed = 1.0;  // times real time; 0: as fast as possible
};

// target: runner, walker or screen. Fails with a sentence that names what is not known and what is. The
// sensor is a good wearable as worn, and loses nothing itself.
Result<SimulatedRun> parse_simulated_run(std::string_view target,
                                         const std::map<std::string, std::string>& options);

// A line an option, for people: "speed_mps     how fast the runner is, in m/s".
std::string simulated_options_help();

}  // namespace sacrum::samples
