#include "sinks/export/c3d_frames.hpp"

#include <fmt/format.h>

#include <limits>

#include "sinks/export/little_endian.hpp"

namespace sacrum::sinks {
namespace {

constexpr float kAbsent = std::numeric_limits<float>::quiet_NaN();

void append_point(std::string& bytes, const PelvisPose* pose) {
    const bool is_known =
        pose != nullptr && pose->is_valid && pose->obliquity && pose->tilt && pose->rotation;
    append_bytes(bytes, is_known ? float(in_degrees(*pose->tilt)) : 0.0F);
    append_bytes(bytes, is_known ? float(in_degrees(*pose->obliquity)) : 0.0F);
    append_bytes(bytes, is_known ? float(in_degrees(*pose->rotation)) : 0.0F);
    append_bytes(bytes, is_known ? 0.0F : -1.0F);  // residual; -1: not measured
}

void append_vector(std::string& bytes, const Eigen::Vector3d& vector) {
    for (const double part : vector) append_bytes(bytes, float(part));
}

float millimetres(const std::optional<Length>& length) {
    return length ? float(in_millimetres(*length)) : kAbsent;
}

}  // namespace

std::vector<C3dAnalog> c3d_analogs(bool has_magnetic_field) {
    std::vector<C3dAnalog> analogs;
    const auto axes = [&](const char* stem, const char* unit, const char* what) {
        for (const char axis : {'X', 'Y', 'Z'})
            analogs.push_back(
                {fmt::format("{}_{}", stem, axis), unit, fmt::format("{}, sensor axis {}", what, axis)});
    };
    axes("Acc", "m/s2", "specific force, gravity included");
    axes("Gyr", "rad/s", "angular rate");
    if (has_magnetic_field) axes("Mag", "device", "magnetic field");
    analogs.push_back({"Sway_Left", "mm", "displacement of the sensor about its running mean, + left"});
    analogs.push_back({"Vertical", "mm", "displacement of the sensor about its running mean, + up"});
    analogs.push_back(
        {"Time_Offset", "s", "the reading's own time less the frame's; not a number: no reading"});
    return analogs;
}

C3dFrames::C3dFrames(const ExportedSession& exported, const FrameGrid& grid)
    : samples_(exported.recording.samples),
      poses_(exported.session.poses),
      grid_(grid),
      has_field_(exported.has_magnetic_field()),
      analogs_(c3d_analogs(has_field_).size()) {}

void C3dFrames::append(std::string& bytes, std::int64_t frame) {
    if (sample_ < samples_.size() && sample_frame_ == frame) {
        append_reading(bytes, samples_[sample_]);
        release_behind(samples_, ++sample_);
        if (sample_ < samples_.size()) sample_frame_ = grid_.place(samples_[sample_].time, frame);
        return;
    }
    append_point(bytes, nullptr);
    for (std::size_t i = 0; i < analogs_; ++i) append_bytes(bytes, kAbsent);
}

void C3dFrames::append_reading(std::string& bytes, const ImuSample& sample) {
    while (pose_ < poses_.size() && poses_[pose_].time < sample.time) release_behind(poses_, ++pose_);
    const PelvisPose* pose =
        pose_ < poses_.size() && poses_[pose_].time == sample.time ? &poses_[pose_] : nullptr;
    append_point(bytes, pose);
    append_vector(bytes, sample.specific_force.si());
    append_vector(bytes, sample.angular_rate.si());
    if (has_field_)
        append_vector(bytes, sample.magnetic_field ? sample.magnetic_field->si()
                                                   : Eigen::Vector3d::Constant(double(kAbsent)));
    append_bytes(bytes, pose != nullptr ? millimetres(pose->sway_left) : kAbsent);
    append_bytes(bytes, pose != nullptr ? millimetres(pose->vertical) : kAbsent);
    append_bytes(bytes, float(grid_.since(sample_frame_, sample.time)));
}

}  // namespace sacrum::sinks
