// Running on the spot with the hands on the wall: steps, their cadence and the pelvic drop of each.
//
// A step is a push from the ground: the upward specific force, low-passed at 8 Hz, falls below 0.7 g between
// two steps, as in every run, and rises above 1.2 g in each. The first push of all leaves the ground and is
// no step; the first landing comes after it. A step's drop is the largest while the force is above 1 g. Which
// foot it is cannot be told from one step, but feet alternate: over each run of steps without a pause, the
// side on which the pelvis is higher in the first 0.1 s after the landings is the one that lands.
#pragma once

#include <array>
#include <vector>

#include "analysis/screening/screening_detector.hpp"
#include "domain/result.hpp"
#include "dsp/butterworth.hpp"

namespace sacrum::analysis {

class WallRunTest final : public ScreeningDetector {
  public:
    static Result<WallRunTest> create(Frequency rate);

    void begin(std::optional<Side> side, SessionTime time) override;
    void push(const ScreeningMoment& moment, Emit<ScreeningEvent> emit) override;
    void end(SessionTime time) override;
    void finish(const QuietFigures& quiet, Emit<ScreeningEvent> emit, ScreeningResult& result) override;

  private:
    struct Step {
        SessionTime time{};  // of the landing, about
        double early = 0.0;  // deg, mean obliquity in the first 0.1 s
        double early_count = 0.0;
        double most_right = -1e9;  // deg, largest obliquity, and largest of the other sign
        double most_left = -1e9;
        bool opens_run = false;  // after a pause
    };
    explicit WallRunTest(const dsp::LowPassCoefficients& slow);

    dsp::LowPass<double> slow_;
    std::vector<Step> steps_;  // up to the most that a phase can hold
    bool is_open_ = false, is_armed_ = false, is_pushing_ = false;
    std::optional<SessionTime> loaded_at_{};  // last time; empty: still standing
    SessionTime rose_at_{};                   // the force last rose through 1 g
    double force_ = 1.0;                      // g
};

}  // namespace sacrum::analysis
