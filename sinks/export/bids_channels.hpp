// The channels of a BIDS motion file: a column of the motion table each, with what channels.tsv says of it.
#pragma once

#include <string>
#include <vector>

#include "sinks/export/exported_session.hpp"
#include "sinks/export/table.hpp"

namespace sacrum::sinks {

struct BidsChannel {
    std::string name;
    std::string component;  // x, y, z, quat_w, … or n/a
    std::string type;       // ACCEL, GYRO, MAGN, LATENCY, JNTANG, POS, ORNT, MISC
    std::string unit;
    std::string reference_frame;
    std::string description;
};

template <class Row>
struct BidsMotion {
    std::vector<BidsChannel> channels;
    std::vector<Column<Row>> columns;  // of motion.tsv, one a channel
};

BidsMotion<ImuSample> raw_motion(const ExportedSession& exported);
BidsMotion<PelvisPose> angle_motion(const ExportedSession& exported);

// The body of channels.tsv, header first.
std::string channels_tsv(std::span<const BidsChannel> channels, double rate_hz);

// Which way x, y and z of the sensor point on the body, as "SLP"; "___" where that is not known or askew.
std::string spatial_axes(const std::optional<Rotation<Pelvis, Sensor>>& pelvis_from_sensor);

}  // namespace sacrum::sinks
