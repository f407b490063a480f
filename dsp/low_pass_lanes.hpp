// As LowPass, several signals side by side: each step of a filter waits for the one before, so they take
// turns.
#pragma once

#include <Eigen/Core>
#include <array>

#include "dsp/butterworth.hpp"

namespace sacrum::dsp {

template <std::size_t Lanes>
class LowPassLanes {
  public:
    using Values = Eigen::Array<double, int(Lanes), 1>;
    explicit LowPassLanes(const std::array<LowPassCoefficients, Lanes>& coefficients) {
        for (std::size_t lane = 0; lane < Lanes; ++lane) {
            const LowPassCoefficients& c = coefficients[lane];
            const auto i = Eigen::Index(lane);
            b0_[i] = c.b0;
            b1_[i] = c.b1;
            b2_[i] = c.b2;
            a1_[i] = c.a1;
            a2_[i] = c.a2;
        }
    }
    // Continues as if `x` had been the input for ever.
    void start(const Values& x) {
        s2_ = (b2_ - a2_) * x;
        s1_ = (b1_ - a1_) * x + s2_;
    }
    // Continues after the last two inputs and outputs.
    void resume(const Values& x_before, const Values& y_before, const Values& x, const Values& y) {
        s2_ = b2_ * x - a2_ * y;
        s1_ = b1_ * x - a1_ * y + b2_ * x_before - a2_ * y_before;
    }
    Values push(const Values& x) {
        const Values y = b0_ * x + s1_;
        s1_ = b1_ * x - a1_ * y + s2_;
        s2_ = b2_ * x - a2_ * y;
        return y;
    }

  private:
    Values b0_, b1_, b2_, a1_, a2_, s1_, s2_;
};

}  // namespace sacrum::dsp
