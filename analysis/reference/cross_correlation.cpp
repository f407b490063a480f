#include "analysis/reference/cross_correlation.hpp"

#include <cmath>
#include <complex>
#include <unsupported/Eigen/FFT>

namespace sacrum::analysis {
namespace {

using Spectrum = std::vector<std::complex<double>>;

class Correlator {
  public:
    Correlator(std::size_t a, std::size_t b) : length_(1) {
        while (length_ < a + b) length_ *= 2;
    }
    // Sum over i of a(i + shift) b(i), at every shift modulo the length.
    std::vector<double> operator()(const std::vector<double>& a, const std::vector<double>& b) {
        Spectrum of_a = spectrum(a);
        const Spectrum of_b = spectrum(b);
        for (std::size_t i = 0; i < of_a.size(); ++i) of_a[i] *= std::conj(of_b[i]);
        std::vector<double> sums;
        fft_.inv(sums, of_a, Eigen::Index(length_));
        return sums;
    }
    [[nodiscard]] std::size_t length() const { return length_; }

  private:
    Spectrum spectrum(const std::vector<double>& signal) {
        std::vector<double> padded(length_, 0.0);
        std::copy(signal.begin(), signal.end(), padded.begin());
        Spectrum result;
        fft_.fwd(result, padded);
        return result;
    }
    std::size_t length_;
    Eigen::FFT<double> fft_;
};

std::vector<double> squared(const std::vector<double>& values) {
    std::vector<double> squares(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) squares[i] = values[i] * values[i];
    return squares;
}

void add(std::vector<double>& to, const std::vector<double>& more) {
    to.resize(more.size());
    for (std::size_t i = 0; i < more.size(); ++i) to[i] += more[i];
}

}  // namespace

CrossCorrelation cross_correlate(std::span<const GridSignal> a, std::span<const GridSignal> b,
                                 double least_overlap) {
    CrossCorrelation result;
    if (a.empty() || a.size() != b.size() || a[0].values.empty() || b[0].values.empty()) return result;
    const std::size_t of_a = a[0].values.size(), of_b = b[0].values.size();
    Correlator correlate(of_a, of_b);
    std::vector<double> products, energy_a, energy_b;
    for (std::size_t s = 0; s < a.size(); ++s) {
        add(products, correlate(a[s].values, b[s].values));
        add(energy_a, correlate(squared(a[s].values), b[s].is_there));
        add(energy_b, correlate(a[s].is_there, squared(b[s].values)));
    }
    const std::vector<double> overlap = correlate(a[0].is_there, b[0].is_there);
    result.first_shift = 1 - std::ptrdiff_t(of_b);
    const auto shifts = std::ptrdiff_t(of_a + of_b - 1);
    for (std::ptrdiff_t k = 0; k < shifts; ++k) {
        const std::ptrdiff_t shift = result.first_shift + k;
        const auto at = std::size_t(shift < 0 ? shift + std::ptrdiff_t(correlate.length()) : shift);
        const double energy = energy_a[at] * energy_b[at];
        const bool is_enough = overlap[at] + 0.5 >= least_overlap && energy > 1e-12;
        result.correlation.push_back(is_enough ? products[at] / std::sqrt(energy) : 0.0);
        result.overlap.push_back(overlap[at]);
    }
    return result;
}

}  // namespace sacrum::analysis
