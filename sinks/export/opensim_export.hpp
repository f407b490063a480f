// For OpenSim: NAME_orientations.sto, the sensor's orientation for OpenSense, and the pelvis' coordinates as
// NAME_pelvis.mot in the order of the stock gait models and NAME_pelvis_rotation_list_tilt.mot in Baker's.
#pragma once

#include "sinks/export/export_formats.hpp"

namespace sacrum::sinks {

Result<Written> write_opensim(const std::filesystem::path& folder, const ExportedSession& exported);

// The coordinates of a model's pelvis joint, rad.
struct OpenSimPelvis {
    double tilt = 0.0;
    double list = 0.0;
    double rotation = 0.0;
};
// The angles of a pose that has all three, turned about the axes Z, X, Y one after the other, as the joint of
// the stock models does.
OpenSimPelvis stock_coordinates(const PelvisPose& pose);
// About Y, X, Z: the sequence of our angles, so only signs change.
OpenSimPelvis baker_coordinates(const PelvisPose& pose);

}  // namespace sacrum::sinks
