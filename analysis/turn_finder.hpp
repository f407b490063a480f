// Changes of walking direction: the vertical rate stays above 25 deg/s, apart from pauses of 0.4 s, until it
// has turned by more than 60 deg.
#pragma once

#include <vector>

#include "analysis/gait_signals.hpp"
#include "domain/gait_event.hpp"

namespace sacrum::analysis {

class TurnFinder {
  public:
    struct Params {
        Frequency cutoff = Frequency::of_si(0.8);  // below the rhythm of pelvic rotation
        double least_rate_deg_per_s = 25.0;
        double longest_pause_s = 0.4;
        double least_angle_deg = 60.0;
    };
    explicit TurnFinder(const Params& params) : params_(params), smooth_({params.cutoff}) {}

    // Replaces `turns`, in order of time.
    void find(const GaitSignals& signals, std::vector<Turn>& turns);

  private:
    Params params_;
    SeenRows seen_;
    dsp::GrowingLowPass<1> smooth_;
};

}  // namespace sacrum::analysis
