// Left and right exchanged, as when the sensor's left turns out to be the pelvis' right: sides change their
// name, and what points left or tells which side is up changes its sign. Drops stay with their stride: a
// stance and the obliquity in it are both seen from the same wrong side.
#pragma once

#include "domain/calibration.hpp"
#include "domain/gait_event.hpp"
#include "domain/live_contact.hpp"
#include "domain/pelvis_pose.hpp"
#include "domain/session.hpp"
#include "domain/stride.hpp"
#include "domain/stride_course.hpp"

namespace sacrum::analysis {

GaitEvent exchanged(GaitEvent event);
LiveContact exchanged(LiveContact contact);
Stride exchanged(Stride stride);
PelvisPose exchanged(PelvisPose pose);
StrideCourse exchanged(StrideCourse course);
Calibration exchanged(Calibration calibration);
MountingReport exchanged(MountingReport mounting);

}  // namespace sacrum::analysis
