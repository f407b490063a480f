// Pelvis poses at the times of the samples: angles from the attitude, displacement from the strides round it.
#pragma once

#include <vector>

#include "analysis/displacement_track.hpp"
#include "analysis/gait_signals.hpp"
#include "domain/pelvis_pose.hpp"

namespace sacrum::analysis {

class PoseMaker {
  public:
    struct Params {
        Frequency heading_cutoff =
            Frequency::of_si(0.2);  // of the running mean heading: well below the stride
    };
    explicit PoseMaker(const Params& params) : params_(params) {}

    // Takes the running mean heading from the signals.
    void prepare(const GaitSignals& signals);
    [[nodiscard]] PelvisPose pose(const OrientedSample& sample,
                                  const Rotation<Pelvis, Sensor>& pelvis_from_sensor, bool has_angles,
                                  const GaitSignals& signals, const DisplacementTrack& track) const;

  private:
    Params params_;
    std::vector<double> mean_heading_, filter_scratch_;
};

}  // namespace sacrum::analysis
