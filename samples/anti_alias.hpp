// From the fine grid to the sensor's rate: a symmetric low-pass (a sinc under a Hann window, -6 dB at 0.4 of
// the rate), whose delay is taken out, so that a reading belongs to its time stamp.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <vector>

#include "samples/fine_motion.hpp"

namespace sacrum::samples {

class AntiAlias {
  public:
    // `factor`: grid points per sample. `margin`: how far from its stamp a sample may be taken, in grid
    // points.
    AntiAlias(int factor, int margin);
    // How many grid points must be pushed before the one of the first stamp.
    [[nodiscard]] int lead() const { return half_ + margin_; }
    void push(const Felt& felt);
    // Filtered reading `offset` grid points away from the point that lies lead() before the last one pushed.
    [[nodiscard]] Felt read(double offset) const;

  private:
    [[nodiscard]] Felt at_point(std::int64_t centre) const;

    int half_, margin_;
    std::vector<double> taps_;
    std::vector<Felt> ring_;
    std::int64_t pushed_ = 0;
};

}  // namespace sacrum::samples
