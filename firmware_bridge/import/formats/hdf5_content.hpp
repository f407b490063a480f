// The arrays of one sensor in an HDF5 file, of our own layouts or of APDM's. The HDF5 library can be brought
// down by a damaged file, so it runs in a process of its own; what it does there cannot harm this one.
//
//   ours   /recording/{time_ns, specific_force (m/s²), angular_rate (rad/s)[, magnetic_field]}, attribute
//   mount plain  /samples/{time_s, specific_force_m_per_s2, angular_rate_rad_per_s[, magnetic_field_ut]},
//   mounting APDM   /Sensors/ID/{Time (µs), Accelerometer (m/s²), Gyroscope (rad/s)[, Magnetometer]}
//          attribute "Label 0" of /Sensors/ID/Configuration
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result.hpp"

namespace sacrum::firmware_bridge {

struct Hdf5Sensor {
    std::string label;           // empty in our own layouts
    std::string all_labels;      // where one was taken of several
    std::string mounting;        // empty where it is not said
    std::vector<double> time_s;  // APDM: from the first sample on
    std::vector<double> force;   // m/s², x y z of each sample in turn
    std::vector<double> rate;    // rad/s
    std::vector<double> field;   // µT; empty where there is none
};

bool is_hdf5(std::string_view start);
// Errors are sentences without the file's name.
Result<Hdf5Sensor> read_hdf5_content(std::string_view bytes, const std::optional<std::string>& sensor);

}  // namespace sacrum::firmware_bridge
