// low_pass_zero_phase of signals that grow at their end and lose rows at their start. A look takes the
// forward pass up where the last one stood and comes back only as far as the new rows can be felt, so that
// its cost is that of what is new. Within 1e-4 of the whole filter's response.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "domain/quantity.hpp"
#include "dsp/butterworth.hpp"

namespace sacrum::dsp {

// Several signals of one length side by side, each with a cutoff of its own; one, three, four or six.
template <std::size_t Lanes>
class GrowingLowPass {
  public:
    explicit GrowingLowPass(const std::array<Frequency, Lanes>& cutoffs) : cutoffs_(cutoffs) {}

    // `dropped` rows have left the start since the last look; the first `unchanged` of those that are there
    // now are as they were. None unchanged: the signals are new. A signal is passed on as it is where its
    // cutoff is not below half the rate.
    void update(const std::array<std::span<const double>, Lanes>& signals, Frequency rate,
                std::size_t unchanged, std::size_t dropped);

    [[nodiscard]] const std::vector<double>& operator[](std::size_t lane) const { return smooth_[lane]; }
    // Of the last look: rows before this one are as they were after the one before it.
    [[nodiscard]] std::size_t unchanged() const { return unchanged_; }

    // Rows after which a change is not felt any more.
    [[nodiscard]] std::size_t settles() const { return settles_; }

  private:
    bool prepare(Frequency rate);

    std::array<Frequency, Lanes> cutoffs_;
    std::array<LowPassCoefficients, Lanes> coefficients_{};
    Frequency rate_{};
    bool is_possible_ = false;
    std::size_t pad_ = 0;  // rows that an edge is continued by
    std::size_t settles_ = 0;
    std::size_t unchanged_ = 0;
    std::vector<double> forward_;  // row by row
    std::vector<double> tail_;
    std::array<std::vector<double>, Lanes> smooth_;
};

}  // namespace sacrum::dsp
