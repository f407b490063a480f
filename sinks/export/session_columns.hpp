// The columns of a session's tables: readings, angles, contacts and strides. Text tables, HDF5 datasets and
// the data dictionaries are all made from these. Columns may be added, never renamed: readers take them by
// name.
#pragma once

#include <vector>

#include "domain/gait_event.hpp"
#include "domain/imu_sample.hpp"
#include "domain/live_contact.hpp"
#include "domain/pelvis_pose.hpp"
#include "domain/session.hpp"
#include "domain/stride.hpp"
#include "sinks/export/stride_waveforms.hpp"
#include "sinks/export/table.hpp"

namespace sacrum::sinks {

// t_s,acc_x_m_s2,…,gyr_x_rad_s,… and mag_x,… where there is a field. Exact: reading them back gives the
// samples.
std::vector<Column<ImuSample>> sample_columns(bool has_magnetic_field);

// t_s,obliquity_deg,tilt_deg,rotation_deg,sway_left_mm,vertical_mm,qw,qx,qy,qz,valid
std::span<const Column<PelvisPose>> pose_columns();

// t_s,type,side,confidence,mode,timing_verified,contact_confidence
std::span<const Column<GaitEvent>> event_columns();

// t_s,side,confidence,mode,noticed_at_s: what a live session would have said at once
std::span<const Column<LiveContact>> live_contact_columns();

// side,t_start_s,t_end_s,valid, the metrics in the order of the catalogue, then mode,side_confidence,
// t_final_contact_s,reason,stage. `stages` must outlive the columns.
std::vector<Column<Stride>> stride_columns(std::span<const StageSummary> stages);

// stride,side,t_start_s,valid,percent,obliquity_deg,tilt_deg,rotation_deg,sway_left_mm,vertical_mm
std::span<const Column<WaveformPoint>> waveform_columns();

// "gap+turn"; empty for a valid stride.
std::string reason_of(const StrideFlaws& flaws);

}  // namespace sacrum::sinks
