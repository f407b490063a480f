// Whether a bout of contacts can be a person's gait at all: a sensor shaken or turned in the hand makes
// contacts too.
#pragma once

#include <span>
#include <vector>

#include "analysis/contact.hpp"
#include "analysis/gait_signals.hpp"
#include "analysis/statistics.hpp"

namespace sacrum::analysis {

class GaitPlausibility {
  public:
    struct Params {
        // How far the pelvis leans from its own mean, 90th percentile. Runners and walkers stay below 10 deg;
        // people who bend down between steps reach 45.
        double largest_lean_deg = 50.0;
        double largest_running_lean_deg = 20.0;
        // Strides repeat: likeness of the vertical acceleration to itself a stride later, median over the
        // bout. Running has 0.8 and more, walking after a stroke 0.9, walking through a home 0.3; a short
        // bout tells too little to judge by.
        double least_likeness = 0.2;
        double least_running_likeness = 0.65;
        std::size_t contacts_to_judge = 12;
        // Bodies are lifted as much as they are shoved: horizontal over vertical acceleration, usually 0.6
        // to 1.6.
        double largest_shove = 2.2;
    };
    explicit GaitPlausibility(const Params& params) : params_(params) {}

    // Removes the contacts of bouts that are not gait; those before `first` stay.
    void filter(const GaitSignals& signals, std::vector<Contact>& contacts, std::size_t first = 0);

  private:
    struct Evidence {
        bool leans = false;  // further than a person in gait does
        double likeness = 0.0;
        double shove = 0.0;
    };
    [[nodiscard]] bool is_gait(const Evidence& evidence, std::span<const Contact> bout) const;
    Evidence weigh(const GaitSignals& signals, std::span<const Contact> bout);

    Params params_;
    MedianCollector collector_;
};

}  // namespace sacrum::analysis
