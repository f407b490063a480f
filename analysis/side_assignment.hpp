// Which foot each contact is. Two cues of different origin in walking, one in running, joined by the
// knowledge that feet alternate; "not known" where the evidence does not reach. Polarity and figures:
// docs/methods.md.
#pragma once

#include <span>
#include <vector>

#include "analysis/contact.hpp"
#include "analysis/gait_signals.hpp"
#include "analysis/statistics.hpp"
#include "domain/session.hpp"

namespace sacrum::analysis {

class SideAssigner {
  public:
    struct Params {
        double sway_weight = 3.0;         // log odds of a typical lateral cue; a logistic fit gave 4.8
        double obliquity_weight = 1.0;    // of a typical obliquity cue; the fit gave 1.5
        double running_weight = 3.0;      // of a typical obliquity angle in running
        double largest_cue = 2.0;         // in units of the typical one
        double turning_deg_per_s = 30.0;  // above this the cues count little: the trunk leans into the turn
        double turning_discount = 0.3;
        double decided = 0.9;  // probability from which a side is named
        // What no number of steps can rule out: a person whose pelvis moves against the rule. 12 walkers and
        // 2 runners without one such person leave a few per cent; see docs/methods.md.
        double most_certain = 0.99;
        bool knows_mounting = true;  // false: left and right of the sensor are not known, so no side is named
        // Of the first contact of the session, as a person saw it. Where the cues of the first bout agree
        // with it, sides are more certain than the cues alone allow; where they clearly contradict it, no
        // side is named, because one of the two is wrong.
        std::optional<Side> first_side{};
        double said_evidence = 5.0;          // log odds of a person's word
        double most_certain_agreed = 0.999;  // when word and cues agree
    };
    explicit SideAssigner(const Params& params) : params_(params) {}

    // The evidence of each contact on its own; that of those before `first` stays, but their cues show what
    // is usual.
    void weigh(const GaitSignals& signals, std::span<Contact> contacts, std::size_t first = 0);
    // Sides from the evidence of all contacts in a row.
    // `has_first`: the first contact of the session is among them. In order of time.
    void decide(std::span<Contact> contacts, bool has_first = true);
    [[nodiscard]] SideCheck first_side_check() const { return first_side_check_; }
    void set_knows_mounting(bool knows) { params_.knows_mounting = knows; }

  private:
    void measure(const GaitSignals& signals, std::span<Contact> contacts);
    void prepare_walking(const GaitSignals& signals);
    void normalise(std::span<const Contact> contacts, GaitMode mode);
    void silence_contradicting_bouts(std::span<Contact> contacts, std::size_t first_weighed) const;
    void check_first_side(std::span<const Contact> contacts);
    void smooth(std::span<Contact> contacts);

    Params params_;
    SideCheck first_side_check_ = SideCheck::not_given;
    std::vector<double> sway_slope_, turning_, filter_scratch_;
    std::vector<Contact::Cues> cues_;  // of each contact, in units of the usual ones
    std::vector<double> forward_right_;
    MedianCollector sway_sizes_, obliquity_sizes_;
};

}  // namespace sacrum::analysis
