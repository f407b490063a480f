// The tables of a session as CSV: contacts, angles and strides. Columns carry their unit in their name;
// an absent value is an empty cell. Columns may be added, never renamed: readers take them by name.
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "domain/gait_event.hpp"
#include "domain/live_contact.hpp"
#include "domain/pelvis_pose.hpp"
#include "domain/result.hpp"
#include "domain/session.hpp"
#include "domain/stride.hpp"

namespace sacrum::sinks {

// t_s,type,side,confidence,mode,timing_verified,contact_confidence
Result<void> write_events_csv(const std::filesystem::path& path, std::span<const GaitEvent> events);

// t_s,side,confidence,mode,noticed_at_s: what a live session would have said at once; `confidence` is that of
// the side
Result<void> write_live_contacts_csv(const std::filesystem::path& path,
                                     std::span<const LiveContact> contacts);

// t_s,obliquity_deg,tilt_deg,rotation_deg,sway_left_mm,vertical_mm,qw,qx,qy,qz,valid; the quaternion turns
// sensor into earth axes (z up).
Result<void> write_angles_csv(const std::filesystem::path& path, std::span<const PelvisPose> poses);

// side,t_start_s,t_end_s,valid, the metrics in the order of the catalogue, then mode,side_confidence,
// t_final_contact_s,reason,stage
Result<void> write_strides_csv(const std::filesystem::path& path, std::span<const Stride> strides,
                               std::span<const StageSummary> stages = {});

// "gap+turn"; empty for a valid stride.
std::string reason_of(const StrideFlaws& flaws);

}  // namespace sacrum::sinks
