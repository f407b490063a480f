// Second-order Butterworth low-pass filters: one sample at a time, or over a whole signal without phase
// shift.
#pragma once

#include <Eigen/Core>
#include <span>
#include <vector>

#include "domain/quantity.hpp"
#include "domain/result.hpp"

namespace sacrum::dsp {

struct LowPassCoefficients {
    double b0 = 1.0, b1 = 0.0, b2 = 0.0, a1 = 0.0, a2 = 0.0;

    // Bilinear transform with prewarping. Refuses a cutoff that is not below half the sample rate.
    static Result<LowPassCoefficients> create(Frequency cutoff, Frequency sample_rate);
};

// Causal, direct form II transposed. Settles on the first sample: no start-up transient for a constant input.
template <class Value>
class LowPass {
  public:
    LowPass() = default;
    explicit LowPass(const LowPassCoefficients& coefficients) : c_(coefficients) {}

    Value push(const Value& x) {
        if (!has_started_) start(x);
        const Value y = c_.b0 * x + s1_;
        s1_ = c_.b1 * x - c_.a1 * y + s2_;
        s2_ = c_.b2 * x - c_.a2 * y;
        return y;
    }
    // Continues as if `x` had been the input for ever.
    void start(const Value& x) {
        s2_ = (c_.b2 - c_.a2) * x;
        s1_ = (c_.b1 - c_.a1) * x + s2_;
        has_started_ = true;
    }
    void reset() { has_started_ = false; }

  private:
    LowPassCoefficients c_;
    Value s1_{};
    Value s2_{};
    bool has_started_ = false;
};

// Rows that the edge of a signal is continued by, by point reflection: three time constants of the filter.
std::size_t edge_rows(Frequency cutoff, Frequency sample_rate);

// Low-pass forward and backward in place: no delay, and the magnitude response squared. Edges are continued
// by point reflection over three filter time constants. Does nothing where the cutoff is not below half the
// sample rate.
void low_pass_zero_phase(std::span<double> signal, Frequency cutoff, Frequency sample_rate);
// The same, with a scratch that is kept between calls: no allocation once it has grown to the longest edge.
void low_pass_zero_phase(std::span<double> signal, Frequency cutoff, Frequency sample_rate,
                         std::vector<double>& scratch);

}  // namespace sacrum::dsp
