// A movement that repeats with the stride, as a sum of harmonics A_h cos(h phase + p_h); phase 0 is right
// contact.
#pragma once

#include <array>
#include <complex>
#include <cstddef>
#include <numbers>

namespace sacrum::samples {

constexpr int kHarmonics = 8;

// e^(i h phase) for h = 1 … kHarmonics, shared by all waveforms of an instant.
class StridePhase {
  public:
    explicit StridePhase(double phase) {
        const std::complex<double> turn = std::polar(1.0, phase);
        std::complex<double> power = turn;
        for (auto& p : powers_) {
            p = power;
            power *= turn;
        }
    }
    [[nodiscard]] const std::complex<double>& operator[](int h) const { return powers_[std::size_t(h - 1)]; }

  private:
    std::array<std::complex<double>, kHarmonics> powers_;
};

struct Harmonic {
    int order;  // 1 … kHarmonics
    double amplitude;
    double phase_deg;
};

class Waveform {
  public:
    void add(const Harmonic& harmonic) {
        coefficients_[std::size_t(harmonic.order - 1)] +=
            std::polar(harmonic.amplitude, harmonic.phase_deg * std::numbers::pi / 180.0);
    }
    [[nodiscard]] double operator()(const StridePhase& phase) const {
        double sum = 0.0;
        for (int h = 1; h <= kHarmonics; ++h) {
            const auto& c = coefficients_[std::size_t(h - 1)];
            sum += c.real() * phase[h].real() - c.imag() * phase[h].imag();
        }
        return sum;
    }

  private:
    std::array<std::complex<double>, kHarmonics> coefficients_{};
};

}  // namespace sacrum::samples
