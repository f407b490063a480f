// Reads gait in a window of oriented samples that moves on. What lies before a moment that the caller names
// is settled and said once: turns, events, strides, poses; nothing said is taken back. The causal pass looks
// at 12 s once a second, the refined pass at minutes.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/displacement_track.hpp"
#include "analysis/gait_reader.hpp"
#include "analysis/mounting_resolver.hpp"
#include "analysis/pose_maker.hpp"
#include "analysis/session_listener.hpp"
#include "analysis/side_assignment.hpp"
#include "analysis/slip_finder.hpp"
#include "analysis/stride_builder.hpp"
#include "analysis/waveform_collector.hpp"

namespace sacrum::analysis {

class WindowReader {
  public:
    struct Params {
        Frequency rate{};
        std::optional<Side> first_side{};  // of the first contact, as a person saw it
        double longest_window_s = 0.0;     // what there will be room for without allocating
    };
    explicit WindowReader(const Params& params);

    // Samples are appended to it, in order of time.
    [[nodiscard]] std::vector<OrientedSample>& window() { return window_; }
    [[nodiscard]] const std::vector<OrientedSample>& window() const { return window_; }
    [[nodiscard]] GaitReader& reader() { return reader_; }

    // First the movement, with the mounting that is known, then the gait in it.
    void read_movement(const MountingResolver& mounting, SignalDetail detail = SignalDetail::everything);
    // Attitudes of what is not said yet and will be up to this time, by what came after it.
    void correct(double until_s);
    void settle(double until_s, const MountingResolver& mounting, bool swaps_sides,
                SessionListener& listener);

    // Contacts that the last `settle` has settled.
    [[nodiscard]] std::span<const Contact> newly_settled() const {
        return std::span(said_).last(newly_settled_);
    }
    // Lets go of samples before this time whose poses were said, some seconds at a time, and of contacts that
    // are long past.
    void forget(SessionTime oldest);
    // The samples to come do not continue these; what was said stays, and so does the memory of sides.
    void restart();

    [[nodiscard]] std::optional<double> slipped_at_s() const { return slip_.slipped_at_s(); }
    [[nodiscard]] SideCheck first_side_check() const { return sides_.first_side_check(); }
    [[nodiscard]] const WaveformCollector& waveforms() const { return waveforms_; }

  private:
    void settle_contacts(double until_s);
    void say_turns(double until_s, SessionListener& listener);
    void say_events(double until_s, SessionListener& listener);
    void say_strides(double until_s, SessionListener& listener);
    void say(Stride& stride, SessionListener& listener);
    void say_poses(double until_s, const MountingResolver& mounting, SessionListener& listener);

    bool swaps_sides_ = false;
    GaitReader reader_;
    SideAssigner sides_;
    StrideBuilder strides_;
    PoseMaker poses_;
    DisplacementTrack track_;
    WaveformCollector waveforms_;
    SlipFinder slip_;
    std::vector<OrientedSample> window_;
    std::size_t first_unsaid_ = 0;   // sample of the window whose pose is said next
    std::vector<Contact> contacts_;  // those said, then those of the window that are not
    std::vector<Contact> said_;      // settled, the last few dozen
    std::size_t newly_settled_ = 0;
    std::size_t next_stride_ = 0;    // the settled contact whose stride is said next
    std::vector<GaitEvent> events_;  // not said yet, in order of time
    SessionTime last_turn_end_ = SessionTime::min();
    bool has_forgotten_ = false;  // contacts, among them the first of the session
};

}  // namespace sacrum::analysis
