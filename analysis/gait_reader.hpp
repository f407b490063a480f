// Reads the gait out of a stretch of oriented samples: where the person runs, turns and puts down which foot.
// The refined pass hands it the whole recording, the causal pass a window that slides.
#pragma once

#include <span>
#include <vector>

#include "analysis/contact.hpp"
#include "analysis/gait_mode.hpp"
#include "analysis/gait_plausibility.hpp"
#include "analysis/gait_signals.hpp"
#include "analysis/running_contacts.hpp"
#include "analysis/side_assignment.hpp"
#include "analysis/turn_finder.hpp"
#include "analysis/walking_contacts.hpp"

namespace sacrum::analysis {

class GaitReader {
  public:
    struct Params {
        GaitSignalBuilder::Params signals{};
        RunningFinder::Params mode{};
        WalkingContactFinder::Params walking{};
        RunningContactFinder::Params running{};
        SideAssigner::Params side{};
        TurnFinder::Params turns{};
        GaitPlausibility::Params plausibility{};
    };
    explicit GaitReader(const Params& params)
        : signal_builder_(params.signals),
          running_finder_(params.mode),
          walking_finder_(params.walking),
          running_contact_finder_(params.running),
          turn_finder_(params.turns),
          plausibility_(params.plausibility) {}

    // Signals and stretches of running, which do not need to know left from right.
    void read_movement(std::span<const OrientedSample> samples,
                       const Rotation<Pelvis, Sensor>& pelvis_from_sensor,
                       SignalDetail detail = SignalDetail::everything);
    // Turns and contacts from the signals that read_movement made. Of those that are settled already the ones
    // in view come first, then what follows them. Sides are the caller's to assign. Where
    // the gait goes on behind the signals, the last steps wait.
    void read_contacts(std::span<const Contact> settled = {}, bool goes_on = false);
    // The attitudes of these samples were corrected a little since.
    void correct(std::span<const OrientedSample> samples, std::size_t first, std::size_t last) {
        signal_builder_.correct(samples, first, last, signals_);
    }
    // The samples to come do not continue those that were seen.
    void restart() { signal_builder_.restart(); }

    [[nodiscard]] const GaitSignals& signals() const { return signals_; }
    [[nodiscard]] std::span<const RowRange> running() const { return running_; }
    [[nodiscard]] std::vector<Contact>& contacts() { return contacts_; }
    [[nodiscard]] std::size_t settled_count() const { return settled_count_; }
    [[nodiscard]] std::span<const Turn> turns() const { return turns_; }

  private:
    GaitSignalBuilder signal_builder_;
    RunningFinder running_finder_;
    WalkingContactFinder walking_finder_;
    RunningContactFinder running_contact_finder_;
    TurnFinder turn_finder_;
    GaitPlausibility plausibility_;
    GaitSignals signals_;
    std::vector<RowRange> running_;
    std::vector<Contact> contacts_;
    std::size_t settled_count_ = 0;
    std::vector<Contact> walking_contacts_;
    std::vector<Turn> turns_;
};

}  // namespace sacrum::analysis
