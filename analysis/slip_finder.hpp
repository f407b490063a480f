// Whether the sensor moved on the body: the mean attitude in gait steps to another level and stays there.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/contact.hpp"
#include "analysis/gait_signals.hpp"

namespace sacrum::analysis {

class SlipFinder {
  public:
    struct Params {
        double chunk_s = 5.0;       // over which the mean attitude is taken
        int chunks = 3;             // compared before and after
        double least_deg = 5.0;     // posture drifts by less from one quarter of a minute to the next
        double noise_factor = 4.0;  // and the step stands out from the scatter of the chunks by this much
    };
    explicit SlipFinder(const Params& params) : params_(params) {}

    // Session time of the first slip, in seconds.
    std::optional<double> find(const GaitSignals& signals, std::span<const Contact> contacts) const;

  private:
    Params params_;
};

}  // namespace sacrum::analysis
