// Postures that are held for half a minute: standing on one leg, and on one knee and the opposite hand.
//
// A hold lasts from the lift to the touch-down, or to the end of the phase. The angles are means and largest
// values over the longest hold of a side, from 2 s after the lift, when the body has settled, until 0.3 s
// before its end, when it may already give way.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "analysis/screening/hold_finder.hpp"
#include "analysis/screening/posture_tally.hpp"
#include "analysis/screening/screening_detector.hpp"

namespace sacrum::analysis {

class HoldTest final : public ScreeningDetector {
  public:
    static Result<HoldTest> create(ScreeningTest test, Frequency rate);

    void begin(std::optional<Side> side, SessionTime time) override;
    void push(const ScreeningMoment& moment, Emit<ScreeningEvent> emit) override;
    void end(SessionTime time) override;
    void finish(const QuietFigures& quiet, Emit<ScreeningEvent> emit, ScreeningResult& result) override;

  private:
    struct Row {  // low-passed
        SessionTime time{};
        double obliquity_deg = 0.0, tilt_deg = 0.0, turning_deg_per_s = 0.0, left = 0.0;
    };
    struct Tally {
        PostureTally drop_deg, sag_deg, turning_deg_per_s, left;
    };
    struct SideState {
        std::vector<ScreeningHold> holds;
        Tally longest;
        Duration longest_hold{};
        int touch_downs = 0;
        bool was_asked = false;
    };
    HoldTest(ScreeningTest test, HoldFinder finder, const dsp::LowPassCoefficients& slow, std::size_t rows);
    void change(const HoldChange& change, Emit<ScreeningEvent> emit);
    // Why this is another test; empty where it is not.
    [[nodiscard]] std::string_view objection() const;
    void count_until(SessionTime time);
    void close(SessionTime time, bool is_contact);
    [[nodiscard]] ScreeningOutcome outcome(const SideState& state, const QuietFigures& quiet) const;

    ScreeningTest test_;
    HoldFinder finder_;
    dsp::LowPass<Eigen::Matrix<double, 6, 1>> slow_;
    std::vector<Row> rows_;  // a ring; what is older than HoldFinder::kLatest has been counted
    std::size_t oldest_ = 0, count_ = 0;
    bool has_begun_ = false;
    std::optional<SessionTime> shifted_{};  // the weight, last, before the first phase
    double unloaded_s_ = 0.0;               // in all, as only a run is
    bool is_open_ = false;                  // a phase, or what may still be said of it
    std::optional<SessionTime> ends_{};     // the phase, once it is over
    SessionTime now_{};
    std::optional<ScreeningHold> hold_{};
    Tally tally_;
    Sided<SideState> sides_;
};

}  // namespace sacrum::analysis
