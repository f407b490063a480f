// The causal analysis, read this first: samples go in one at a time, poses, events and strides come out a
// fixed time later.
//
//     push ─► OrientationFilter ─► window of the last 12 s ─► WindowReader ─► events, strides, poses
//                                  (looked at once a second)
//
// A look costs what is new in it: signals, filters and steps go on from where the last one left them.
// What lies more than `look_ahead` behind the newest sample is settled and is said once; nothing said is
// taken back. Memory is fixed; nothing is allocated once warm. A gap longer than `longest_bridge` starts the
// window anew.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/live_contacts.hpp"
#include "analysis/mounting_resolver.hpp"
#include "analysis/session_listener.hpp"
#include "analysis/standing_calibration.hpp"
#include "analysis/window_reader.hpp"
#include "domain/imu_sample.hpp"
#include "domain/result.hpp"
#include "dsp/orientation_filter.hpp"

namespace sacrum::analysis {

class GaitPipeline {
  public:
    struct Params {
        Frequency rate{};
        std::optional<DeclaredMounting> mounting{};  // empty: found from the gait, once it is clear
        bool swaps_sides = false;
        std::optional<Side> first_side{};  // of the first contact, as a person saw it
        bool uses_magnetometer = false;
        double window_s = 12.0;     // what is looked at; longer: steadier thresholds, more work
        double hop_s = 1.0;         // how often
        double look_ahead_s = 2.0;  // what the filters and the alternation of feet need to see of the future
        double longest_bridge_s = 1.0;  // a longer gap starts anew
    };
    static Result<GaitPipeline> create(const Params& params);

    void push(const ImuSample& sample, SessionListener& listener);
    // From the next sample on: left and right exchanged in everything that is said.
    void swap_sides() { swaps_sides_ = !swaps_sides_; }
    // The person stands still from the newest sample on, or the first; what came of it is said, and counts
    // from then on.
    void calibrate(Duration duration);
    // A stance on one leg, marked before the window has slid past it; the newest 16 are kept.
    void mark(const LiftedLeg& lifted);
    // Says what is still held back.
    void finish(SessionListener& listener);
    void reset();

    // The pelvis at the newest sample, obliquity and tilt only: a picture for now, where figures come with
    // the strides. Empty until the mounting is known.
    [[nodiscard]] std::optional<PelvisPose> newest_pose() const;

    // What has been learned so far.
    [[nodiscard]] const MountingReport& mounting() const { return mounting_.report(); }
    [[nodiscard]] AngularRate gyroscope_bias() const {
        return AngularRate::of_si(orientation_.bias().si().norm());
    }
    [[nodiscard]] bool swaps_sides() const { return swaps_sides_; }
    [[nodiscard]] SideCheck first_side_check() const { return gait_.first_side_check(); }
    [[nodiscard]] SideCheck lifted_leg_check() const { return mounting_.lifted_leg(); }
    [[nodiscard]] const WaveformCollector& waveforms() const { return gait_.waveforms(); }

  private:
    GaitPipeline(const Params& params, dsp::OrientationFilter filter);

    void take(const OrientedSample& sample, SessionListener& listener);
    void look(double settled_until_s, SessionListener& listener);
    void look_at_all(SessionListener& listener);
    void learn_mounting();
    void check_lifts();
    void tell(Calibration calibration, SessionListener& listener);

    Params params_;
    bool swaps_sides_ = false;
    std::optional<SessionTime> newest_{};  // sample that was pushed
    dsp::OrientationFilter orientation_;
    std::optional<LiveContactFinder> live_;  // not at rates that are too low for it
    WindowReader gait_;                      // over the last window_s, plus a hop and what is forgotten late
    std::size_t since_look_ = 0;             // samples

    MountingFinder mounting_finder_;
    MountingResolver mounting_;
    bool has_mounting_ = false;  // a first one, perhaps provisional
    Eigen::Vector3d usual_up_ = Eigen::Vector3d::UnitZ();
    RestPostures rested_;
    StandingCalibration calibration_;
    std::vector<LiftedLeg> lifts_;  // not checked yet
};

}  // namespace sacrum::analysis
