#include "dsp/butterworth.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace sacrum::dsp {

Result<LowPassCoefficients> LowPassCoefficients::create(Frequency cutoff, Frequency sample_rate) {
    const double ratio = cutoff.si() / sample_rate.si();
    if (!(ratio > 0.0 && ratio < 0.5)) {
        return fail(ErrorKind::usage, "low-pass cutoff " + std::to_string(cutoff.si()) +
                                          " Hz must lie between 0 and half the sample rate of " +
                                          std::to_string(sample_rate.si()) + " Hz");
    }
    const double k = std::tan(std::numbers::pi * ratio);
    const double norm = 1.0 / (1.0 + std::numbers::sqrt2 * k + k * k);
    LowPassCoefficients c;
    c.b0 = k * k * norm;
    c.b1 = 2.0 * c.b0;
    c.b2 = c.b0;
    c.a1 = 2.0 * (k * k - 1.0) * norm;
    c.a2 = (1.0 - std::numbers::sqrt2 * k + k * k) * norm;
    return c;
}

std::size_t edge_rows(Frequency cutoff, Frequency sample_rate) {
    return 3 * std::size_t(std::ceil(sample_rate / cutoff / 2.0));
}

void low_pass_zero_phase(std::span<double> signal, Frequency cutoff, Frequency sample_rate) {
    std::vector<double> scratch;
    low_pass_zero_phase(signal, cutoff, sample_rate, scratch);
}

void low_pass_zero_phase(std::span<double> signal, Frequency cutoff, Frequency sample_rate,
                         std::vector<double>& scratch) {
    const auto coefficients = LowPassCoefficients::create(cutoff, sample_rate);
    const std::size_t n = signal.size();
    if (!coefficients || n < 2) return;
    const std::size_t pad = std::min(n - 1, edge_rows(cutoff, sample_rate));
    const double first = signal[0], last = signal[n - 1];
    LowPass<double> filter(*coefficients);
    // The filter settles on the reflected edge first, so the signal itself starts without a transient.
    filter.start(2.0 * first - signal[pad]);
    for (std::size_t i = pad; i > 0; --i) filter.push(2.0 * first - signal[i]);
    // The reflected tail is needed after the signal has been overwritten: it is taken from the unfiltered end
    // first.
    std::vector<double>& tail = scratch;
    tail.resize(pad);
    for (std::size_t i = 0; i < pad; ++i) tail[i] = 2.0 * last - signal[n - 2 - i];
    for (double& x : signal) x = filter.push(x);
    for (double& x : tail) x = filter.push(x);

    filter.start(tail.back());
    for (std::size_t i = pad; i > 0; --i) filter.push(tail[i - 1]);
    for (std::size_t i = n; i > 0; --i) signal[i - 1] = filter.push(signal[i - 1]);
}

}  // namespace sacrum::dsp
