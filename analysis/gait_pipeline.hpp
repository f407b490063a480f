// The causal analysis, read this first: samples go in one at a time, poses, events and strides come out a
// fixed time later.
//
//     push ─► OrientationFilter ─► window of the last 12 s ─┬─► GaitReader ─► SideAssigner ─► settled
//     contacts ─► events
//                                  (looked at once a second) └─► StrideBuilder, PoseMaker
//                                  ──────────────────────► strides, poses
//
// What lies more than `look_ahead` behind the newest sample is settled and is said once; nothing said is
// taken back. Memory is fixed; nothing is allocated once warm. A gap longer than `longest_bridge` starts the
// window anew.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/displacement_track.hpp"
#include "analysis/gait_reader.hpp"
#include "analysis/live_contacts.hpp"
#include "analysis/mounting_resolver.hpp"
#include "analysis/pose_maker.hpp"
#include "analysis/session_listener.hpp"
#include "analysis/side_assignment.hpp"
#include "analysis/slip_finder.hpp"
#include "analysis/standing_calibration.hpp"
#include "analysis/stride_builder.hpp"
#include "analysis/waveform_collector.hpp"
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
    [[nodiscard]] SideCheck first_side_check() const { return sides_.first_side_check(); }
    [[nodiscard]] SideCheck lifted_leg_check() const { return mounting_.lifted_leg(); }
    [[nodiscard]] const WaveformCollector& waveforms() const { return waveforms_; }

  private:
    GaitPipeline(const Params& params, dsp::OrientationFilter filter);

    void grow_buffers();
    void take(const OrientedSample& sample, SessionListener& listener);
    void look(double settled_until_s, SessionListener& listener);
    void look_at_all(SessionListener& listener);
    void restart_window();
    void learn_mounting();
    void check_lifts();
    void tell(Calibration calibration, SessionListener& listener);
    void settle_contacts(double until_s);
    void say_turns(double until_s, SessionListener& listener);
    void say_events(double until_s, SessionListener& listener);
    void say_strides(SessionListener& listener);
    void say_poses(double until_s, SessionListener& listener);
    void forget();

    Params params_;
    bool swaps_sides_ = false;
    std::optional<SessionTime> newest_{};  // sample that was pushed
    dsp::OrientationFilter orientation_;
    std::optional<LiveContactFinder> live_;  // not at rates that are too low for it
    GaitReader reader_;
    SideAssigner sides_;
    StrideBuilder strides_;
    PoseMaker poses_;
    DisplacementTrack track_;
    WaveformCollector waveforms_;

    MountingFinder mounting_finder_;
    MountingResolver mounting_;
    bool has_mounting_ = false;  // a first one, perhaps provisional
    Eigen::Vector3d usual_up_ = Eigen::Vector3d::UnitZ();
    StandingObserver standing_;
    StandingCalibration calibration_;
    SlipFinder slip_;
    std::vector<OrientedSample> window_;  // the last window_s, plus a hop
    std::size_t since_look_ = 0;
    std::size_t first_unsaid_ = 0;      // sample of the window whose pose is said next
    std::vector<Contact> contacts_;     // settled, the last few dozen; then those of the window that are not
    std::size_t settled_contacts_ = 0;  // how many of contacts_ are settled
    std::vector<Contact> said_;         // the settled ones as they were said
    std::size_t next_stride_ = 0;       // the settled contact whose stride is said next
    std::vector<GaitEvent> events_;     // not said yet, in order of time
    StrideDisplacement displacement_;
    SessionTime last_turn_end_{};
    std::vector<LiftedLeg> lifts_;  // not checked yet
    bool has_forgotten_ = false;    // contacts, among them the first of the session
};

}  // namespace sacrum::analysis
