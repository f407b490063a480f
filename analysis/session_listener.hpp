// Who hears what happens, as it happens. The pipeline knows no sink, only this.
#pragma once

#include "domain/calibration.hpp"
#include "domain/gait_event.hpp"
#include "domain/live_contact.hpp"
#include "domain/pelvis_pose.hpp"
#include "domain/stride.hpp"
#include "domain/stride_course.hpp"

namespace sacrum::analysis {

class SessionListener {
  public:
    virtual ~SessionListener() = default;
    virtual void on_pose(const PelvisPose& pose) = 0;
    // In order of time.
    virtual void on_event(const GaitEvent& event) = 0;
    // When its last contact is known.
    virtual void on_stride(const Stride& stride) = 0;
    virtual void on_turn(const Turn& turn) = 0;
    // At most 100 ms after it, for feedback only; the same contact comes settled as an event seconds later.
    virtual void on_live_contact(const LiveContact&) {}
    // Of a usable stride, after it.
    virtual void on_course(const StrideCourse&) {}
    virtual void on_calibration(const Calibration&) {}
};

}  // namespace sacrum::analysis
