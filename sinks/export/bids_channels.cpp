#include "sinks/export/bids_channels.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sinks/export/session_columns.hpp"

namespace sacrum::sinks {
namespace {

constexpr const char* kComponents[] = {"x", "y", "z"};

// Seconds since the first reading, as BIDS counts.
template <class Row>
void add_latency(BidsMotion<Row>& motion, SessionTime start) {
    motion.channels.push_back(
        {"latency", "n/a", "LATENCY", "s", "n/a", "time since the first reading of the recording"});
    motion.columns.push_back(
        {.id = "latency", .kind = CellKind::time, .decimals = 9, .cell = [start](const Row& row) {
             return SessionTime(row.time - start);
         }});
}

}  // namespace

BidsMotion<ImuSample> raw_motion(const ExportedSession& exported) {
    BidsMotion<ImuSample> motion;
    add_latency(motion, exported.start());
    const auto columns = sample_columns(exported.has_magnetic_field());
    struct Sensor {
        const char* type;
        const char* unit;
    };
    constexpr Sensor kSensors[] = {{"ACCEL", "m/s^2"}, {"GYRO", "rad/s"}, {"MAGN", "n/a"}};
    for (std::size_t i = 1; i < columns.size(); ++i) {  // after the time
        const Sensor& sensor = kSensors[(i - 1) / 3];
        motion.channels.push_back({columns[i].id, kComponents[(i - 1) % 3], sensor.type, sensor.unit,
                                   "sensor", columns[i].description});
        motion.columns.push_back(columns[i]);
    }
    return motion;
}

BidsMotion<PelvisPose> angle_motion(const ExportedSession& exported) {
    BidsMotion<PelvisPose> motion;
    add_latency(motion, exported.start());
    struct Kind {
        const char* component;
        const char* type;
        const char* unit;
        const char* frame;
    };
    constexpr Kind kKinds[] = {
        {"x", "JNTANG", "deg", "level"},    {"y", "JNTANG", "deg", "level"},
        {"z", "JNTANG", "deg", "level"},    {"y", "POS", "mm", "level"},
        {"z", "POS", "mm", "level"},        {"quat_w", "ORNT", "n/a", "earth"},
        {"quat_x", "ORNT", "n/a", "earth"}, {"quat_y", "ORNT", "n/a", "earth"},
        {"quat_z", "ORNT", "n/a", "earth"}, {"n/a", "MISC", "n/a", "n/a"},
    };
    const auto columns = pose_columns();
    for (std::size_t i = 1; i < columns.size(); ++i) {
        const Kind& kind = kKinds[i - 1];
        motion.channels.push_back(
            {columns[i].id, kind.component, kind.type, kind.unit, kind.frame, columns[i].description});
        motion.columns.push_back(columns[i]);
    }
    return motion;
}

std::string channels_tsv(std::span<const BidsChannel> channels, double rate_hz) {
    std::string text =
        "name\tcomponent\ttype\ttracked_point\tunits\tplacement\treference_frame\tdescription\tsampling_"
        "frequency\tstatus\tstatus_description\n";
    for (const BidsChannel& channel : channels) {
        text += fmt::format("{}\t{}\t{}\tsacrum\t{}\tsacrum\t{}\t{}\t{}\tgood\tn/a\n", channel.name,
                            channel.component, channel.type, channel.unit, channel.reference_frame,
                            channel.description, rate_hz);
    }
    return text;
}

std::string spatial_axes(const std::optional<Rotation<Pelvis, Sensor>>& pelvis_from_sensor) {
    if (!pelvis_from_sensor) return "___";
    constexpr const char* kWays[] = {"AP", "LR", "SI"};  // positive, negative
    const Eigen::Matrix3d turn = pelvis_from_sensor->matrix();
    std::string axes;
    for (int axis = 0; axis < 3; ++axis) {
        Eigen::Index way = 0;
        const double size = turn.col(axis).cwiseAbs().maxCoeff(&way);
        axes += size > 0.95 ? kWays[way][turn(way, axis) > 0.0 ? 0 : 1] : '_';
    }
    return axes;
}

}  // namespace sacrum::sinks
