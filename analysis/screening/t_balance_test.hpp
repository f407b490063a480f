// The single-leg T balance: on one leg, trunk forward until level, and up again.
//
// A repetition is an inclination of the pelvis beyond 60° from upright and back; one that turns round between
// 25 and 60° is partial. At the T means: within 10° of the deepest point of that repetition. There the left
// axis of the pelvis is looked at, which is level in a level pelvis however far it is bent forward: how far
// it points down to the free side is the drop, how far it has turned round the vertical since upright the
// rotation, + counter-clockwise from above on the left leg, clockwise on the right one.
#pragma once

#include <array>
#include <vector>

#include "analysis/screening/hold_finder.hpp"
#include "analysis/screening/screening_detector.hpp"

namespace sacrum::analysis {

class TBalanceTest final : public ScreeningDetector {
  public:
    static Result<TBalanceTest> create(Frequency rate);

    void begin(std::optional<Side> side, SessionTime time) override;
    void push(const ScreeningMoment& moment, Emit<ScreeningEvent> emit) override;
    void end(SessionTime time) override;
    void finish(const QuietFigures& quiet, Emit<ScreeningEvent> emit, ScreeningResult& result) override;

    // A bow on both feet, before any foot was lifted: where the pelvis leant, in its axes forward and left.
    // Empty without one.
    [[nodiscard]] std::optional<Eigen::Vector2d> leant_by_bow() const;
    // What was seen until now was before the pelvis was levelled: a sensor on a sloping sacrum is no bow.
    void forget_bow() { leant_.setZero(); }
    [[nodiscard]] bool has_lifted() const { return has_lifted_; }

  private:
    struct Sums {  // over samples of one depth
        double count = 0.0, obliquity = 0.0, azimuth = 0.0, turning = 0.0;
    };
    struct SideState {
        std::vector<ScreeningRepetition> repetitions;
        std::vector<double> drop_deg, rotation_deg, depth_deg, turning_deg_per_s;
        int full = 0, partial = 0;
        bool was_asked = false;
    };
    static constexpr int kDeepest = 150;  // deg; a bin of one degree each from 60° on

    explicit TBalanceTest(HoldFinder finder);
    void end_repetition(Emit<ScreeningEvent> emit);
    [[nodiscard]] ScreeningOutcome outcome(SideState& state, const QuietFigures& quiet) const;

    HoldFinder finder_;
    bool is_open_ = false, has_lifted_ = false;
    std::optional<Side> side_{};
    std::optional<SessionTime> last_{};
    double upright_azimuth_ = 0.0;  // rad, running mean while upright
    bool has_azimuth_ = false;
    bool is_down_ = false;
    double deepest_ = 0.0;
    SessionTime deepest_at_{};
    std::array<Sums, kDeepest> bins_{};
    Eigen::Vector2d leant_ = Eigen::Vector2d::Zero();
    Sided<SideState> sides_;
};

}  // namespace sacrum::analysis
