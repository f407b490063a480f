// Quiet stance on both legs: how still it is. Where it is level from is the sensor's business, so no angle is
// given; the other tests take theirs from it.
#pragma once

#include "analysis/screening/hold_finder.hpp"
#include "analysis/screening/posture_tally.hpp"
#include "analysis/screening/screening_detector.hpp"
#include "domain/result.hpp"
#include "dsp/butterworth.hpp"

namespace sacrum::analysis {

class StanceTest final : public ScreeningDetector {
  public:
    static Result<StanceTest> create(Frequency rate);

    void begin(std::optional<Side> side, SessionTime time) override;
    void push(const ScreeningMoment& moment, Emit<ScreeningEvent> emit) override;
    void end(SessionTime time) override;
    void finish(const QuietFigures& quiet, Emit<ScreeningEvent> emit, ScreeningResult& result) override;

  private:
    StanceTest(HoldFinder finder, const dsp::LowPassCoefficients& slow)
        : finder_(std::move(finder)), slow_(slow) {
        slow_.start(Eigen::Vector4d::Zero());
        slow_.reset();
    }

    HoldFinder finder_;
    dsp::LowPass<Eigen::Vector4d> slow_;
    PostureTally turning_deg_per_s_, left_;
    bool is_standing_ = false;
    std::optional<SessionTime> shifted_{};  // the weight, last
};

}  // namespace sacrum::analysis
