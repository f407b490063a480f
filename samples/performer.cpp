#include "samples/performer.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <utility>

#include "samples/random.hpp"
#include "samples/scripted_motion.hpp"
#include "samples/trajectory.hpp"

namespace sacrum::samples {
namespace {

using Channel = ScriptedMotion::Channel;
constexpr std::uint64_t kBodyPurpose = 20, kSidePurpose = 21;  // and the one after it
constexpr std::uint64_t kDownPurpose = 23;
constexpr double kLean = 30.0;             // deg, hands on the wall
constexpr double kOnHandsAndKnees = 75.0;  // deg of the sacrum from upright
constexpr double kWallSpeed = 1.6;         // m/s that gives the cadence of a run on the spot
constexpr double kLeastHold = 4.0;         // s before a touch-down can be asked for

double rad(double degrees) { return radians_from_degrees(degrees); }
double drop_sign(Side carrying) { return carrying == Side::right ? 1.0 : -1.0; }
double left_sign(Side side) { return side == Side::left ? 1.0 : -1.0; }

class Script {
  public:
    explicit Script(const PerformerParams& params) : params_(params), random_(params.seed, kBodyPurpose) {
        double time = 0.0;
        for (const ScreeningPhase& phase : phases_of(params.test)) {
            const double end = time + in_seconds(phase.duration);
            out_.phases.push_back({time, end, phase});
            time = end;
        }
        out_.duration = time;
    }

    Result<Performance> perform() {
        stand();
        if (params_.begins_on) begin_on(*params_.begins_on);
        for (const TruePhase& phase : out_.phases) {
            if (phase.phase.task == ScreeningTask::bow) bow(phase);
            if (phase.phase.task != ScreeningTask::perform || !phase.phase.side) continue;
            Random drawn = random_of(*phase.phase.side);
            if (params_.test == ScreeningTest::t_balance) {
                if (!balance(phase, drawn))
                    return fail(
                        ErrorKind::usage,
                        "so many repetitions do not fit into the time of the T balance; ask for fewer");
            } else {
                hold_on(phase, drawn);
            }
        }
        if (params_.test == ScreeningTest::wall_run) {
            run();
        } else {
            out_.body = std::make_shared<const ScriptedMotion>(std::move(motion_));
        }
        measure_quiet();
        return std::move(out_);
    }

  private:
    [[nodiscard]] Random random_of(Side side) const {
        const bool is_left = (side == Side::left) != params_.mirrored;
        return {params_.seed, kSidePurpose + (is_left ? 0 : 1)};
    }
    [[nodiscard]] double drawn(Random& random, std::pair<double, double> good,
                               std::pair<double, double> bad) const {
        const auto [low, high] = params_.is_good ? good : bad;
        return random.uniform(low, high);
    }
    [[nodiscard]] bool is_prone() const { return params_.test == ScreeningTest::hands_and_knees; }

    void sway(Channel channel, double start, double end, double size, Random& random) {
        constexpr double kFrequencies[] = {0.3, 0.55, 1.0};  // Hz, about
        constexpr double kShares[] = {0.8, 0.5, 0.3};
        for (int i = 0; i < 3; ++i)
            motion_.sway(channel,
                         {start, end, size * kShares[i], kFrequencies[i] * random.uniform(0.85, 1.15),
                          random.uniform(0.0, 2.0 * std::numbers::pi)});
    }

    // The posture, and the sway that every body has in it.
    void stand() {
        const double before = -10.0;
        const double end = out_.duration + 10.0;
        if (is_prone()) go_down();
        if (params_.test == ScreeningTest::wall_run) motion_.move(Channel::tilt, before, 1.0, rad(kLean));
        sway(Channel::left, before, end, 2e-3, random_);
        sway(Channel::forward, before, end, 3e-3, random_);
        sway(Channel::obliquity, before, end, rad(0.12), random_);
        sway(Channel::tilt, before, end, rad(0.2), random_);
    }

    // From upright to hands and knees, where nobody lies quite level.
    void go_down() {
        Random random(params_.seed, kDownPurpose);
        const double side = params_.mirrored ? -1.0 : 1.0;
        double start = 0.0;
        for (const TruePhase& phase : out_.phases)
            if (phase.phase.task == ScreeningTask::upright) start = phase.end + random.uniform(0.6, 1.2);
        const double length = random.uniform(3.0, 5.0);
        motion_.move(Channel::tilt, start, length, rad(kOnHandsAndKnees + random.uniform(-5.0, 5.0)));
        motion_.move(Channel::up, start, length, -0.4);
        motion_.move(Channel::forward, start, length, 0.2);
        motion_.move(Channel::obliquity, start, length, side * rad(random.uniform(-1.0, 1.0)));
        motion_.move(Channel::rotation, start, length, side * rad(random.uniform(-10.0, 10.0)));
        motion_.wobble(Channel::obliquity, start, length, side * rad(random.uniform(-4.0, 4.0)));
        motion_.wobble(Channel::left, start, length, side * random.uniform(-0.05, 0.05));
    }

    void bow(const TruePhase& phase) {
        const double start = phase.start + random_.uniform(0.6, 1.2);
        hinge(start, random_.uniform(60.0, 75.0), 1.6, 0.6, 1.6);
        motion_.wobble(Channel::obliquity, start + 0.8, 1.8, rad(random_.uniform(-0.3, 0.3)));
    }

    // Trunk forward and up again; the time of the deepest point, in its middle.
    double hinge(double start, double depth_deg, double down, double stay, double up) {
        motion_.move(Channel::tilt, start, down, rad(depth_deg));
        motion_.move(Channel::forward, start, down, -0.06 * depth_deg / 90.0);
        motion_.move(Channel::tilt, start + down + stay, up, -rad(depth_deg));
        motion_.move(Channel::forward, start + down + stay, up, 0.06 * depth_deg / 90.0);
        return start + down + 0.5 * stay;
    }

    struct Carried {
        double shift = 0.0;      // m, towards the carrying side
        double obliquity = 0.0;  // rad
        double tilt = 0.0;
    };
    // The weight goes to one side and, nine tenths through, the other foot (or knee) leaves the ground.
    double lift(double start, Side side, const Carried& carried, Random& random) {
        const double length = random.uniform(0.6, 1.0);
        motion_.move(Channel::left, start, length, left_sign(side) * carried.shift);
        const double lifted = start + random.uniform(0.75, 0.9) * length;
        motion_.move(Channel::obliquity, lifted - 0.1, 0.6, carried.obliquity);
        motion_.move(Channel::tilt, lifted - 0.1, 0.6, carried.tilt);
        return lifted;
    }
    // The foot meets the ground, and the weight goes back to the middle.
    double put_down(double time, Side side, const Carried& carried, bool is_hard, Random& random) {
        const double size = is_hard ? random.uniform(2e-4, 4e-4) : random.uniform(0.6e-4, 1.2e-4);
        motion_.strike(time, {0.4 * size, -0.4 * left_sign(side) * size, size}, random.uniform(15.0, 20.0));
        const double length = random.uniform(0.6, 1.0);
        motion_.move(Channel::left, time + random.uniform(0.0, 0.1), length,
                     -left_sign(side) * carried.shift);
        motion_.move(Channel::obliquity, time - 0.1, 0.6, -carried.obliquity);
        motion_.move(Channel::tilt, time - 0.1, 0.6, -carried.tilt);
        return time + length + 0.1;
    }

    Carried draw_carried(Side side, Random& random) const {
        const double shift = is_prone() ? random.uniform(0.03, 0.045) : random.uniform(0.06, 0.09);
        if (!is_prone())
            return {shift, drop_sign(side) * rad(drawn(random, {-0.5, 2.5}, {5.0, 9.0})),
                    rad(random.uniform(-1.5, 1.5))};
        // The side of the raised leg goes up, and the back sags.
        return {shift, -drop_sign(side) * rad(drawn(random, {0.5, 3.0}, {6.0, 12.0})),
                rad(drawn(random, {0.5, 3.0}, {5.0, 10.0}))};
    }

    void sway_on_one(double start, double end, Random& random) {
        sway(Channel::left, start, end, drawn(random, {3e-3, 5e-3}, {7e-3, 11e-3}), random);
        sway(Channel::obliquity, start, end, rad(drawn(random, {0.25, 0.5}, {0.8, 1.3})), random);
        sway(Channel::tilt, start, end, rad(drawn(random, {0.25, 0.5}, {0.6, 1.0})), random);
        sway(Channel::rotation, start, end, rad(drawn(random, {0.3, 0.6}, {1.0, 2.0})), random);
        if (params_.is_good) return;
        for (double time = start + random.uniform(2.5, 5.0); time < end - 2.0;
             time += random.uniform(5.0, 9.0)) {
            const double length = random.uniform(0.8, 1.5);
            motion_.wobble(Channel::left, time, length, random.sign() * random.uniform(0.01, 0.025));
            motion_.wobble(Channel::obliquity, time, length, rad(random.sign() * random.uniform(1.5, 3.5)));
        }
    }

    // A lift, held until `end`; where the person then is on both feet again.
    double hold(double start, double end, bool is_fall, const TruePhase& phase, Random& random) {
        const Side side = *phase.phase.side;
        const Carried carried = draw_carried(side, random);
        const double lifted = lift(start, side, carried, random);
        if (is_fall) end = lifted + end;
        sway_on_one(lifted, end, random);
        out_.holds.push_back({.side = side,
                              .start = lifted,
                              .end = std::min(end, phase.end),
                              .ended_by_contact = end < phase.end});
        return put_down(end, side, carried, is_fall, random);
    }

    void begin_on(Side side) {
        Random random(params_.seed, kDownPurpose);
        const Carried carried = draw_carried(side, random);
        const double down = out_.phases[1].end + random.uniform(0.8, 1.5);
        sway_on_one(lift(-5.0, side, carried, random), down, random);
        put_down(down, side, carried, false, random);
    }

    void hold_on(const TruePhase& phase, Random& random) {
        double start = phase.start + random.uniform(0.6, 1.4);
        const double end = phase.end + random.uniform(0.3, 0.8);
        if (const auto after = params_.touch_down_after_s[*phase.phase.side]) {
            const double on_both = hold(start, *after, true, phase, random);
            start = on_both + random.uniform(1.2, 2.0);
            if (start > phase.end - kLeastHold) return;
        }
        hold(start, end, false, phase, random);
    }

    void repeat(double start, double down, double stay, double up, double depth, Side side, Random& random) {
        const double deepest = hinge(start, depth, down, stay, up);
        const bool is_full = depth > 60.0;
        out_.repetitions.push_back({side, deepest, is_full});
        const double share = depth / 80.0;
        const double drop = share * drop_sign(side) * rad(drawn(random, {-2.0, 2.0}, {4.0, 9.0}));
        const double turn = share * left_sign(side) * rad(drawn(random, {-2.0, 2.0}, {4.0, 10.0}));
        for (const auto& [channel, size] : {std::pair(Channel::obliquity, drop), {Channel::rotation, turn}}) {
            motion_.move(channel, start + 0.2 * down, 0.8 * down, size);
            motion_.move(channel, start + down + stay, 0.8 * up, -size);
        }
        if (!params_.is_good)
            motion_.wobble(Channel::obliquity, deepest - 0.4, 0.8,
                           rad(random.sign() * random.uniform(0.5, 1.5)));
    }

    bool balance(const TruePhase& phase, Random& random) {
        const Side side = *phase.phase.side;
        Carried carried = draw_carried(side, random);
        carried.obliquity *= 0.3;  // upright between the repetitions
        double time = lift(phase.start + random.uniform(0.6, 1.4), side, carried, random);
        double since = time;
        if (params_.misses_first) {
            repeat(time + 0.5, 1.2, 0.2, 0.9, random.uniform(25.0, 40.0), side, random);
            const double down = time + 3.0;
            out_.holds.push_back({side, time, down, true});
            const double on_both = put_down(down, side, carried, true, random);
            since = time = lift(on_both + random.uniform(1.0, 1.5), side, carried, random);
        }
        int partial = params_.partial_repetitions;
        for (int done = 0; done < params_.repetitions || partial > 0;) {
            const double down = random.uniform(1.2, 1.6), stay = random.uniform(0.8, 1.2),
                         up = random.uniform(1.2, 1.6);
            time += random.uniform(0.5, 0.9);
            const bool is_partial = partial > 0 && (done >= 2 || done == params_.repetitions);
            repeat(time, down, stay, up,
                   is_partial ? random.uniform(30.0, 45.0) : drawn(random, {76.0, 88.0}, {70.0, 80.0}), side,
                   random);
            time += down + stay + up;
            partial -= is_partial;
            done += !is_partial;
            if (params_.pauses && done == 4 && !is_partial) time += 4.0;
        }
        time += 0.8;
        out_.holds.push_back({side, since, time, true});
        return put_down(time, side, carried, false, random) < phase.end;
    }

    // The run of the synthetic runner, on the spot and leaning on the wall.
    class WallRun final : public BodyMotion {
      public:
        WallRun(ScriptedMotion posture, const RunnerParams& runner)
            : posture_(std::move(posture)), run_(runner) {}
        [[nodiscard]] BodyState at(double time) const override {
            BodyState body = run_.at(time);
            const BodyState lean = posture_.at(time);
            body.obliquity += lean.obliquity;
            body.tilt += lean.tilt;
            body.centre += lean.centre - Eigen::Vector3d(0.0, 0.0, 1.0);
            return body;
        }
        [[nodiscard]] const Trajectory& run() const { return run_; }

      private:
        ScriptedMotion posture_;
        Trajectory run_;
    };

    void run() {
        for (const TruePhase& phase : out_.phases) {
            if (phase.phase.task != ScreeningTask::perform) continue;
            RunnerParams runner;
            runner.speed_mps = kWallSpeed;
            runner.seed = params_.seed;
            runner.mirrored = params_.mirrored;
            runner.duration = duration_from_seconds(out_.duration);
            runner.standing_before = duration_from_seconds(phase.start + random_.uniform(0.5, 1.0));
            runner.standing_after =
                duration_from_seconds(out_.duration - phase.end + random_.uniform(0.2, 0.5));
            Sided<double> drop;
            for (const Side side : kBothSides) {
                // As for the seed's person, left and right are exchanged by the runner itself.
                Random random(params_.seed, kSidePurpose + (side == Side::left ? 0 : 1));
                drop[side] = drawn(random, {1.0, 2.0}, {3.5, 6.5});
            }
            runner.drop_deg = drop;
            runner.impact = {0.4, 0.4};  // on the forefoot
            runner.wander_mm = 20.0;
            auto body = std::make_shared<WallRun>(std::move(motion_), runner);
            for (const Footfall& fall : body->run().real_steps())
                out_.steps.push_back({fall.side, fall.contact, fall.lift_off});
            out_.body = std::move(body);
            return;
        }
    }

    void measure_quiet() {
        double count = 0.0;
        for (const TruePhase& phase : out_.phases) {
            if (phase.phase.task != ScreeningTask::still) continue;
            for (double time = phase.start; time < phase.end; time += 0.01, ++count) {
                const BodyState body = out_.body->at(time);
                out_.quiet_obliquity += body.obliquity;
                out_.quiet_tilt += body.tilt;
            }
        }
        out_.quiet_obliquity /= count;
        out_.quiet_tilt /= count;
    }

    PerformerParams params_;
    Random random_;
    ScriptedMotion motion_;
    Performance out_;
};

}  // namespace

double Performance::drop_deg(double time, Side carrying) const {
    return degrees_from_radians(drop_sign(carrying) * (body->at(time).obliquity - quiet_obliquity));
}

Result<Performance> perform(const PerformerParams& params) {
    for (const auto& after : {params.touch_down_after_s.left, params.touch_down_after_s.right})
        if (after && !(*after >= kLeastHold && *after <= 25.0))
            return fail(ErrorKind::usage,
                        fmt::format("touch-down after {} s: give {} to 25 s", *after, kLeastHold));
    if (params.repetitions < 0 || params.partial_repetitions < 0)
        return fail(ErrorKind::usage, "the number of repetitions cannot be negative");
    return Script(params).perform();
}

}  // namespace sacrum::samples
