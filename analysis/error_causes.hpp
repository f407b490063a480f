// What the errors of a session's medians grow with, as far as the recording tells it: the size of the
// movement, the sensor's quality, how it sits on the body and how it moves there.
#pragma once

#include "domain/session.hpp"

namespace sacrum::analysis {

struct ErrorCauses {
    bool runs = false;
    double timing = 1.0;        // more for a landing that does not fit the model
    double steps_hz = 0.0;      // of one side and the other
    double rounding = 0.0;      // share of a step between two samples, squared: extremes are rounded off
    double unevenness_s = 0.0;  // half of the difference between the step times of the sides

    // The movement; ranges of angles in deg, of places in mm.
    double obliquity = 0.0;
    double tilt = 0.0;
    double vertical = 0.0;
    double fall =
        0.0;  // of the pelvis at contact and of its rise late in stance, deg/s: a moment misread is an
    double rise = 0.0;          // angle misread
    double lean = 0.0;          // mean tilt of the gait against standing, deg
    double acceleration = 0.0;  // vertical, of a step, amplitude in m/s²

    // The sensor.
    double gyroscope_bias =
        0.0;  // deg/s; a sensor that is further from zero at rest is further off in scale and axes
    double heading = 0.0;  // sine of the angle by which its forward axis may be turned from the pelvis's
    bool has_stood = false;
    double clipped = 0.0;              // root of the share of samples at the end of the range
    double lost = 0.0;                 // share of the samples
    Wobble wobble{};                   // none where it is not known
    [[nodiscard]] double nod() const;  // of both axes that a landing turns, deg s²/m
};

// The medians of all metrics of both sides must be in the report already.
ErrorCauses error_causes(const SideSummary& side, const SessionReport& report);

// The part of it that one measure alone tells, of a person whose other measures are usual and a sensor that
// sits well: `median` in the unit of the metric.
ErrorCauses usual_causes(Metric metric, double median, GaitMode gait);

// Median of a metric without its sign; zero where the side does not have it.
double size_of(Metric metric, const SideSummary& side);

}  // namespace sacrum::analysis
