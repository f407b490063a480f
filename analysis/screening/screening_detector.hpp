// What each test's detector is to the session: told the phases, fed moment by moment, asked for the result.
// After create() nothing allocates until result().
#pragma once

#include <optional>

#include "analysis/screening/screening_moment.hpp"
#include "domain/emit.hpp"
#include "domain/screening.hpp"

namespace sacrum::analysis {

// What happens during a test, as it is noticed; `time` is when it happened.
struct ScreeningEvent {
    enum class Kind { lift, touch_down, repetition, partial_repetition, step } kind = Kind::lift;
    SessionTime time{};
    std::optional<Side> side{};  // that carries
    int count = 0;               // of this kind on this side so far
};

// How well the quiet posture is known.
struct QuietFigures {
    double error_deg = 0.0;    // standard error of its obliquity
    double heading_deg = 0.0;  // standard error of which way the sensor faces
    SessionTime end{};         // of the quiet posture
};

class ScreeningDetector {
  public:
    virtual ~ScreeningDetector() = default;
    // A perform phase begins; `side`: that carries, empty where both do or nobody said.
    virtual void begin(std::optional<Side> side, SessionTime time) = 0;
    virtual void push(const ScreeningMoment& moment, Emit<ScreeningEvent> emit) = 0;
    // The phase is over at this time. Moments go on coming, and may still tell of the time before.
    virtual void end(SessionTime time) = 0;
    // Nothing comes any more; the measures go into `result`. Where this was not the test at all, only a
    // remark that says so.
    virtual void finish(const QuietFigures& quiet, Emit<ScreeningEvent> emit, ScreeningResult& result) = 0;
};

// Of a sensor between two postures, in deg: what remains of its errors when one is measured from the other.
constexpr double kSensorError_deg = 0.3;
// The same from upright to level: cross-axis sensitivity of half a per cent over most of a right angle.
constexpr double kSensorErrorAcross_deg = 0.5;

// Of a turn round the vertical while bending: no gravity shows it, so a gyroscope's cross-axis error stays.
constexpr double kSensorErrorTurned_deg = 1.0;

}  // namespace sacrum::analysis
