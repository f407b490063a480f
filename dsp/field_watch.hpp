// Says whether the magnetic field is disturbed: its strength or dip is not that of the reference, which
// follows the clean field slowly. Until a first reference is found, everything counts as disturbed.
#pragma once

#include "dsp/field_reading.hpp"
#include "dsp/magnetic_params.hpp"

namespace sacrum::dsp {

class FieldWatch {
  public:
    explicit FieldWatch(const MagneticParams& params) : params_(params) {}

    // True when this reading must not steer heading. `elapsed`: seconds since the reading before, whichever
    // way time runs; `rate`: how fast the sensor turns, rad/s.
    bool push(const FieldReading& reading, double rate, double elapsed);

  private:
    struct Field {
        double norm = 0.0;  // zero: none
        double dip = 0.0;
    };
    [[nodiscard]] bool agree(const Field& field, const Field& reference) const;
    void compare_with_reference(double elapsed);
    void compare_with_candidate(double rate, double elapsed);

    MagneticParams params_;
    Field current_;
    Field reference_;
    Field candidate_;  // to become the reference
    double calm_for_ = 0.0;
    double candidate_for_ = 0.0;
    bool is_disturbed_ = true;
};

}  // namespace sacrum::dsp
