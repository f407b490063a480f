#include "sinks/export/opensim_export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "domain/version.hpp"
#include "sinks/export/block_file.hpp"
#include "sinks/export/conventions.hpp"
#include "sinks/export/decimal_text.hpp"

namespace sacrum::sinks {
namespace {

// X forward, Y up, Z right from x forward, y left, z up.
const Eigen::Matrix3d& isb_from_ours() {
    static const Eigen::Matrix3d kTurn =
        (Eigen::Matrix3d() << 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, -1.0, 0.0).finished();
    return kTurn;
}

Eigen::Matrix3d level_from_pelvis(const PelvisPose& pose) {
    return (Eigen::AngleAxisd(pose.rotation->si(), Eigen::Vector3d::UnitZ()) *
            Eigen::AngleAxisd(-pose.obliquity->si(), Eigen::Vector3d::UnitX()) *
            Eigen::AngleAxisd(pose.tilt->si(), Eigen::Vector3d::UnitY()))
        .toRotationMatrix();
}

bool has_angles(const PelvisPose& pose) {
    return pose.is_valid && pose.obliquity && pose.tilt && pose.rotation;
}
bool has_displacement(const PelvisPose& pose) { return pose.sway_left && pose.vertical; }

// "KEY=SENTENCE" lines: OpenSim keeps them as meta data of the table.
void append_metadata(std::string& text, const ExportedSession& exported) {
    text += fmt::format("program=sacrum {} (methods {})\n", kProgramVersion, kAlgorithmVersion);
    if (exported.is_deidentified) text += "deidentified=yes\n";
    for (const Convention& convention : conventions())
        text += fmt::format("sacrum_{}={}\n", convention.key, convention.sentence);
}

Result<void> write_orientations(const std::filesystem::path& path, const ExportedSession& exported) {
    auto file = BlockFile::create(path);
    if (!file) return tl::unexpected(file.error());
    std::string& text = file->block();
    text +=
        fmt::format("{} orientations\nDataRate={:.6f}\nDataType=Quaternion\nversion=3\nOpenSimVersion=4.5\n",
                    exported.recording.name, exported.recording.rate.si());
    append_metadata(text, exported);
    text +=
        "sacrum_pelvis_imu=orientation of the sensor on the sacrum in ground axes, w x y z; ground has Y up, "
        "so "
        "sensor_to_opensim_rotations stays 0 0 0; the heading is that of the sensor's start, see "
        "base_heading_axis\n"
        "endheader\ntime\tpelvis_imu\n";
    const Eigen::Quaterniond ground_from_earth(isb_from_ours());
    for (const PelvisPose& pose : passing(exported.session.poses)) {
        if (!pose.is_valid) continue;
        const Eigen::Quaterniond q = ground_from_earth * pose.earth_from_sensor.quaternion();
        append_seconds(text, pose.time, 9);
        char between = '\t';
        for (const double part : {q.w(), q.x(), q.y(), q.z()}) {
            text += between;
            append_decimal(text, part, 9);
            between = ',';
        }
        text += '\n';
        if (auto spilt = file->spill(); !spilt) return spilt;
    }
    return file->commit();
}

struct MotionOrder {
    OpenSimPelvis (*coordinates)(const PelvisPose&);
    const char* sequence;
};

Result<void> write_motion(const std::filesystem::path& path, const ExportedSession& exported,
                          const MotionOrder& order) {
    const auto& poses = exported.session.poses;
    // A row is a moment at which everything in it is known; without any displacement, as in standing, the
    // angles alone.
    const bool with_displacement = std::ranges::any_of(
        poses, [](const PelvisPose& pose) { return has_angles(pose) && has_displacement(pose); });
    const auto is_row = [&](const PelvisPose& pose) {
        return has_angles(pose) && (!with_displacement || has_displacement(pose));
    };
    auto file = BlockFile::create(path);
    if (!file) return tl::unexpected(file.error());
    std::string& text = file->block();
    text += fmt::format("Coordinates\nversion=1\nnRows={}\nnColumns={}\ninDegrees=yes\n",
                        std::ranges::count_if(passing(poses), is_row), with_displacement ? 6 : 4);
    append_metadata(text, exported);
    text += fmt::format(
        "sacrum_sequence={}\n"
        "sacrum_signs=positive tilt is posterior, positive list is right side down, positive rotation is "
        "right "
        "side forward\n"
        "sacrum_translations=metres about the running mean; pelvis_ty up, pelvis_tz to the right; the way "
        "forward is not measured, so there is no pelvis_tx\n"
        "sacrum_rows=only moments at which every column is known\n"
        "endheader\ntime\tpelvis_tilt\tpelvis_list\tpelvis_rotation{}\n",
        order.sequence, with_displacement ? "\tpelvis_ty\tpelvis_tz" : "");
    for (const PelvisPose& pose : passing(poses)) {
        if (!is_row(pose)) continue;
        const OpenSimPelvis pelvis = order.coordinates(pose);
        append_seconds(text, pose.time, 9);
        for (const double angle : {pelvis.tilt, pelvis.list, pelvis.rotation}) {
            text += '\t';
            append_decimal(text, degrees_from_radians(angle), 6);
        }
        if (with_displacement) {
            text += '\t';
            append_decimal(text, pose.vertical->si(), 6);
            text += '\t';
            append_decimal(text, -pose.sway_left->si(), 6);
        }
        text += '\n';
        if (auto spilt = file->spill(); !spilt) return spilt;
    }
    return file->commit();
}

}  // namespace

OpenSimPelvis stock_coordinates(const PelvisPose& pose) {
    const Eigen::Matrix3d r = isb_from_ours() * level_from_pelvis(pose) * isb_from_ours().transpose();
    return {.tilt = std::atan2(-r(0, 1), r(1, 1)),
            .list = std::asin(std::clamp(r(2, 1), -1.0, 1.0)),
            .rotation = std::atan2(-r(2, 0), r(2, 2))};
}

OpenSimPelvis baker_coordinates(const PelvisPose& pose) {
    return {.tilt = -pose.tilt->si(), .list = -pose.obliquity->si(), .rotation = pose.rotation->si()};
}

Result<Written> write_opensim(const std::filesystem::path& folder, const ExportedSession& exported) {
    const std::string& name = exported.recording.name;
    const Written written{folder / (name + "_orientations.sto"), folder / (name + "_pelvis.mot"),
                          folder / (name + "_pelvis_rotation_list_tilt.mot")};
    if (auto wrote = write_orientations(written[0], exported); !wrote) return tl::unexpected(wrote.error());
    constexpr MotionOrder kStock{
        stock_coordinates,
        "tilt about Z, then list about X, then rotation about Y, as in the stock gait "
        "models; extracted anew from the rotation matrix"};
    if (auto wrote = write_motion(written[1], exported, kStock); !wrote) return tl::unexpected(wrote.error());
    constexpr MotionOrder kBaker{
        baker_coordinates,
        "rotation about Y, then list about X, then tilt about Z (Baker 2001), for models "
        "with that order; for a stock model take the other file"};
    if (auto wrote = write_motion(written[2], exported, kBaker); !wrote) return tl::unexpected(wrote.error());
    return written;
}

}  // namespace sacrum::sinks
