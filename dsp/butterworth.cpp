#include "dsp/butterworth.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

#include "dsp/low_pass_lanes.hpp"

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

namespace {

template <std::size_t Lanes>
void filter_both_ways(const std::array<SignalBand, Lanes>& bands, Frequency sample_rate,
                      std::vector<double>& scratch) {
    using Values = typename LowPassLanes<Lanes>::Values;
    const std::size_t n = bands[0].signal.size();
    std::array<LowPassCoefficients, Lanes> coefficients;
    std::size_t pad = 0;
    for (std::size_t lane = 0; lane < Lanes; ++lane) {
        const auto made = LowPassCoefficients::create(bands[lane].cutoff, sample_rate);
        if (!made || bands[lane].signal.size() != n) return;
        coefficients[lane] = *made;
        pad = std::max(pad, edge_rows(bands[lane].cutoff, sample_rate));
    }
    if (n < 2) return;
    pad = std::min(n - 1, pad);
    const auto row = [&](std::size_t i) {
        Values values;
        for (std::size_t lane = 0; lane < Lanes; ++lane) values[Eigen::Index(lane)] = bands[lane].signal[i];
        return values;
    };
    const auto set_row = [&](std::size_t i, const Values& values) {
        for (std::size_t lane = 0; lane < Lanes; ++lane) bands[lane].signal[i] = values[Eigen::Index(lane)];
    };

    const Values first = row(0), last = row(n - 1);
    LowPassLanes<Lanes> filter(coefficients);
    // The filter settles on the reflected edge first, so the signal itself starts without a transient.
    filter.start(2.0 * first - row(pad));
    for (std::size_t i = pad; i > 0; --i) filter.push(2.0 * first - row(i));
    // The reflected tail is needed after the signal has been overwritten: it is taken from the unfiltered end
    // first.
    scratch.resize(pad * Lanes);
    const auto tail = [&](std::size_t i) { return Eigen::Map<Values>(&scratch[i * Lanes]); };
    for (std::size_t i = 0; i < pad; ++i) tail(i) = 2.0 * last - row(n - 2 - i);
    for (std::size_t i = 0; i < n; ++i) set_row(i, filter.push(row(i)));
    for (std::size_t i = 0; i < pad; ++i) tail(i) = filter.push(tail(i));

    filter.start(tail(pad - 1));
    for (std::size_t i = pad; i > 0; --i) filter.push(tail(i - 1));
    for (std::size_t i = n; i > 0; --i) set_row(i - 1, filter.push(row(i - 1)));
}

}  // namespace

void low_pass_zero_phase(std::span<double> signal, Frequency cutoff, Frequency sample_rate) {
    std::vector<double> scratch;
    low_pass_zero_phase(signal, cutoff, sample_rate, scratch);
}

void low_pass_zero_phase(std::span<double> signal, Frequency cutoff, Frequency sample_rate,
                         std::vector<double>& scratch) {
    filter_both_ways<1>({SignalBand{signal, cutoff}}, sample_rate, scratch);
}

template <std::size_t Signals>
void low_pass_zero_phase(const std::array<SignalBand, Signals>& bands, Frequency sample_rate,
                         std::vector<double>& scratch) {
    filter_both_ways(bands, sample_rate, scratch);
}
template void low_pass_zero_phase(const std::array<SignalBand, 3>&, Frequency, std::vector<double>&);
template void low_pass_zero_phase(const std::array<SignalBand, 4>&, Frequency, std::vector<double>&);

}  // namespace sacrum::dsp
