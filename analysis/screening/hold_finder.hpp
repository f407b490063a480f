// Finds when a foot (on hands and knees: a knee) leaves the ground and when it comes back, from the pelvis
// alone. Nobody can lift a foot without first taking the weight off it: the pelvis moves sideways over the
// other one, from rest to rest. So a lift is a sideways shift, complete when 95 % of it is done. The foot is
// back when two of three are seen: at least half of that shift the other way, the shock of the foot, and the
// pelvis as level as it was before; a wobble has one at most. The moment is that of the shock, else the
// beginning of the way back.
//
// Speaks up to about two seconds after the fact, with the time of the fact. A foot that touches the ground
// without taking weight is not noticed. A gap longer than 0.2 s ends what is under way as it is.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <vector>

#include "analysis/screening/screening_moment.hpp"
#include "domain/emit.hpp"
#include "domain/result.hpp"
#include "domain/side.hpp"
#include "dsp/butterworth.hpp"

namespace sacrum::analysis {

struct HoldChange {
    enum class Kind { lift, touch_down } kind = Kind::lift;
    SessionTime time{};
    Side carrying = Side::left;
};

class HoldFinder {
  public:
    struct Params {
        Frequency rate{};
        // m; a shift that is shorter lifts nothing. More: misses narrow stances, less: takes sway for lifts.
        double least_shift = 0.03;
    };
    static Result<HoldFinder> create(const Params& params);

    // Only lifts onto this side count; empty: either.
    void expect(std::optional<Side> side) { expected_ = side; }
    void push(const ScreeningMoment& moment, Emit<HoldChange> emit);
    // Up from now on is a posture on both sides: what was held is over.
    void forget();

    [[nodiscard]] std::optional<Side> carrying() const { return carrying_; }
    // Nothing before this long ago is still open.
    static constexpr Duration kLatest = std::chrono::milliseconds(3800);

  private:
    struct Row {
        SessionTime time{};
        double speed = 0.0;  // m/s to the left
        double obliquity = 0.0;
        double shock = 0.0;  // m/s², what is left of the acceleration above 8 Hz
    };
    struct Pulse {  // of the speed to one side
        SessionTime start{}, end{};
        SessionTime begun{}, done{};  // 5 % and 95 % of the way
        double shift = 0.0;           // m, to the left
    };
    HoldFinder(const Params& params, const dsp::LowPassCoefficients& slow, std::size_t rows);
    [[nodiscard]] const Row& back(std::size_t age) const;  // 0: the newest
    void follow(const ScreeningMoment& moment);
    [[nodiscard]] std::optional<Pulse> ended_pulse();
    void judge(const Pulse& pulse, Emit<HoldChange> emit);
    [[nodiscard]] double least_shock() const;
    void settle(Emit<HoldChange> emit);
    [[nodiscard]] double mean_obliquity(SessionTime from, SessionTime to) const;

    Params params_;
    std::array<dsp::LowPass<Eigen::Vector3d>, 3> slow_;
    std::vector<Row> rows_;  // a ring
    std::size_t next_ = 0, filled_ = 0;
    std::optional<SessionTime> last_{};
    double mean_acceleration_ = 0.0, speed_ = 0.0;
    double centre_speed_ = 0.0;  // m/s, of the pelvis' centre
    double quiet_for_ = 0.0;     // s without acceleration
    bool has_mean_ = false;
    double peak_ = 0.0;  // m/s, signed, of the pulse under way; 0: none
    std::size_t since_peak_ = 0;
    SessionTime pulse_since_{};

    std::optional<Side> expected_{}, carrying_{};
    double lift_shift_ = 0.0;
    SessionTime lifted_{};
    double before_ = 0.0;  // rad, obliquity on both feet
    double held_sum_ = 0.0, held_count_ = 0.0;
    double shock_squares_ = 0.0, shock_count_ = 0.0;
    std::optional<Pulse> return_{};  // waits for its evidence
    bool has_shift_ = false, has_shock_ = false;
    SessionTime return_shock_at_{};
};

}  // namespace sacrum::analysis
