#include "analysis/pose_maker.hpp"

#include <cmath>
#include <numeric>

#include "analysis/pelvic_angles.hpp"
#include "dsp/butterworth.hpp"

namespace sacrum::analysis {
namespace {

constexpr int kBlocks = 5;

}  // namespace

void PoseMaker::prepare(const GaitSignals& signals) {
    // So slow that some blocks together are enough.
    const std::vector<double>& blocks = signals.blocks.left_azimuth;
    mean_heading_.clear();
    for (std::size_t first = 0; first + kBlocks <= blocks.size(); first += kBlocks) {
        const auto from = blocks.begin() + std::ptrdiff_t(first);
        mean_heading_.push_back(std::accumulate(from, from + kBlocks, 0.0) / kBlocks);
    }
    if (mean_heading_.empty()) mean_heading_.push_back(signals.left_azimuth.back());
    dsp::low_pass_zero_phase(mean_heading_, params_.heading_cutoff,
                             Frequency::of_si(signals.block_rate_hz() / kBlocks), filter_scratch_);
}

PelvisPose PoseMaker::pose(const OrientedSample& sample, const Rotation<Pelvis, Sensor>& pelvis_from_sensor,
                           bool has_angles, const GaitSignals& signals,
                           const DisplacementTrack& track) const {
    PelvisPose pose;
    pose.time = sample.time;
    pose.earth_from_sensor = sample.earth_from_sensor;
    pose.is_valid = sample.is_settled && sample.gap_before == Duration::zero();
    if (!has_angles) return pose;
    const Eigen::Matrix3d earth_from_pelvis =
        (sample.earth_from_reading.quaternion() * pelvis_from_sensor.quaternion().conjugate())
            .toRotationMatrix();
    const double row = signals.row_at(in_seconds(sample.time));
    const std::size_t nearest = signals.nearest_row(in_seconds(sample.time));
    // Where the signals have a row, tilt and the azimuth of the left axis are known.
    const double azimuth =
        signals.left_azimuth[nearest] + turn_between(signals.left_x[nearest], signals.left_y[nearest],
                                                     earth_from_pelvis(0, 1), earth_from_pelvis(1, 1));
    const double tilt =
        signals.tilt[nearest] + turn_between(signals.up_z[nearest], -signals.up_x[nearest],
                                             earth_from_pelvis(2, 2), -earth_from_pelvis(2, 0));
    pose.obliquity = Angle::of_si(obliquity_of(earth_from_pelvis(2, 1)));
    pose.tilt = Angle::of_si(within_half_turn(tilt));
    pose.rotation = Angle::of_si(within_half_turn(
        azimuth - value_at(mean_heading_, (signals.block_at(row) - 0.5 * (kBlocks - 1)) / kBlocks)));
    if (const auto left = track.left_at(nearest)) pose.sway_left = Length::of_si(*left);
    if (const auto vertical = track.vertical_at(nearest)) pose.vertical = Length::of_si(*vertical);
    return pose;
}

}  // namespace sacrum::analysis
