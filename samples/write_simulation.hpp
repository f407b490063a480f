// A simulation as files: the recording beside its truth, laid out so that it is read like any other
// recording.
//
//   NAME.imu.csv      t_s,ax,ay,az,gx,gy,gz               m/s², rad/s, sensor axes
//   NAME.json         mount, source, seeds and parameters
//   NAME.events.csv   t_s,foot,type                       L or R; IC or TO
//   NAME.pose.csv     t_s,obliquity_deg,tilt_deg,yaw_deg,x,y,z   yaw: azimuth of the left axis; the sensor's
//   point in m NAME.strides.csv  side,t_start_s,t_end_s,valid, every metric, t_final_contact_s
#pragma once

#include <filesystem>

#include "domain/result.hpp"
#include "samples/performed_test.hpp"
#include "samples/simulate.hpp"

namespace sacrum::samples {

// `imu_csv_path` ends in .imu.csv or another extension; what comes before it is NAME. Existing files are
// replaced.
Result<void> write_simulation(const Simulation& simulation, const std::filesystem::path& imu_csv_path);

// The same of a guided test:
//
//   NAME.imu.csv, NAME.json   as above
//   NAME.truth.csv            kind,side,start_s,end_s     phase, hold, repetition, partial, step; the
//   carrying side NAME.pose.csv             t_s,obliquity_deg,tilt_deg,rotation_deg
Result<void> write_performed_test(const PerformedTest& test, const std::filesystem::path& imu_csv_path);

}  // namespace sacrum::samples
