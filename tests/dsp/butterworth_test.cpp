#include "dsp/butterworth.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <numbers>

namespace sacrum::dsp {
namespace {

constexpr double kRate = 200.0;  // Hz

std::vector<double> sine(double frequency, std::size_t count, double offset = 0.0) {
    std::vector<double> signal(count);
    for (std::size_t i = 0; i < count; ++i)
        signal[i] = offset + std::sin(2.0 * std::numbers::pi * frequency * double(i) / kRate);
    return signal;
}

// Amplitude and phase (rad, + leads) at `frequency` over [from, to), which must hold whole periods.
struct Tone {
    double amplitude = 0.0;
    double phase = 0.0;
};
Tone tone(const std::vector<double>& signal, double frequency, std::size_t from, std::size_t to) {
    double sine_part = 0.0, cosine_part = 0.0;
    for (std::size_t i = from; i < to; ++i) {
        const double phase = 2.0 * std::numbers::pi * frequency * double(i) / kRate;
        sine_part += signal[i] * std::sin(phase);
        cosine_part += signal[i] * std::cos(phase);
    }
    const double scale = 2.0 / double(to - from);
    return {scale * std::hypot(sine_part, cosine_part), std::atan2(cosine_part, sine_part)};
}

std::vector<double> causal(std::vector<double> signal, Frequency cutoff) {
    LowPass<double> filter(*LowPassCoefficients::create(cutoff, Frequency::of_si(kRate)));
    for (double& x : signal) x = filter.push(x);
    return signal;
}

std::vector<double> zero_phase(std::vector<double> signal, Frequency cutoff) {
    low_pass_zero_phase(signal, cutoff, Frequency::of_si(kRate));
    return signal;
}

// Of a second-order Butterworth, at the frequencies that the bilinear transform puts in place of the true
// ones.
double expected_gain(double frequency, double cutoff) {
    const double ratio =
        std::tan(std::numbers::pi * frequency / kRate) / std::tan(std::numbers::pi * cutoff / kRate);
    return 1.0 / std::sqrt(1.0 + std::pow(ratio, 4));
}

TEST_CASE("at its cutoff the low-pass passes 1/sqrt(2) and lags by a quarter turn") {
    for (const double cutoff : {0.5, 5.0, 20.0, 80.0}) {
        INFO("cutoff " << cutoff << " Hz");
        const Tone out = tone(causal(sine(cutoff, 4000), Frequency::of_si(cutoff)), cutoff, 2000, 4000);
        CHECK(out.amplitude == Approx(std::numbers::sqrt2 / 2.0).epsilon(1e-6));
        CHECK(out.phase == Approx(-std::numbers::pi / 2.0).epsilon(1e-6));
    }
}

TEST_CASE("away from its cutoff the low-pass has the gain of a second-order Butterworth") {
    for (const double frequency : {1.0, 5.0, 20.0, 50.0}) {
        INFO(frequency << " Hz");
        const Tone out = tone(causal(sine(frequency, 4000), 10.0_Hz), frequency, 2000, 4000);
        CHECK(out.amplitude == Approx(expected_gain(frequency, 10.0)).epsilon(1e-6));
    }
}

TEST_CASE("forward and backward the gain is squared and nothing is delayed") {
    for (const double frequency : {1.0, 5.0, 10.0, 20.0}) {
        INFO(frequency << " Hz");
        const Tone out = tone(zero_phase(sine(frequency, 6000), 10.0_Hz), frequency, 2000, 4000);
        CHECK(out.amplitude == Approx(std::pow(expected_gain(frequency, 10.0), 2)).epsilon(1e-6));
        CHECK(std::abs(out.phase) < 1e-6);
    }
}

TEST_CASE("a constant comes out as itself from the first sample on") {
    const std::vector<double> constant(500, 9.81);
    for (const double x : causal(constant, 0.3_Hz)) REQUIRE(x == Approx(9.81).epsilon(1e-12));
    for (const double x : zero_phase(constant, 0.3_Hz)) REQUIRE(x == Approx(9.81).epsilon(1e-12));
}

TEST_CASE("a filter told to go on from a value does not start anew, and one that was reset does") {
    LowPass<double> filter(*LowPassCoefficients::create(1.0_Hz, Frequency::of_si(kRate)));
    filter.start(0.0);
    CHECK(filter.push(1.0) < 0.01);
    filter.reset();
    CHECK(filter.push(1.0) == Approx(1.0).epsilon(1e-12));
}

TEST_CASE("forward and backward, a ramp keeps its value up to both edges") {
    std::vector<double> ramp(1000);
    for (std::size_t i = 0; i < ramp.size(); ++i) ramp[i] = 0.01 * double(i);
    const auto out = zero_phase(ramp, 5.0_Hz);
    for (std::size_t i = 0; i < ramp.size(); ++i) REQUIRE(std::abs(out[i] - ramp[i]) < 0.01);
}

TEST_CASE("a vector is filtered as its components are") {
    LowPass<Eigen::Vector3d> whole(*LowPassCoefficients::create(3.0_Hz, Frequency::of_si(kRate)));
    const auto x = sine(2.0, 300), y = sine(7.0, 300, 4.0);
    const auto slow_x = causal(x, 3.0_Hz), slow_y = causal(y, 3.0_Hz);
    whole.start(Eigen::Vector3d(x[0], y[0], 0.0));
    for (std::size_t i = 0; i < x.size(); ++i) {
        const Eigen::Vector3d out = whole.push(Eigen::Vector3d(x[i], y[i], 0.0));
        REQUIRE(out.x() == Approx(slow_x[i]).margin(1e-12));
        REQUIRE(out.y() == Approx(slow_y[i]).margin(1e-12));
        REQUIRE(out.z() == 0.0);
    }
}

TEST_CASE("a cutoff that is not between zero and half the rate is refused") {
    const Frequency rate = Frequency::of_si(kRate);
    CHECK(LowPassCoefficients::create(99.9_Hz, rate));
    for (const double cutoff : {0.0, -1.0, 100.0, 250.0, std::numeric_limits<double>::quiet_NaN()})
        CHECK_FALSE(LowPassCoefficients::create(Frequency::of_si(cutoff), rate));
    CHECK_FALSE(LowPassCoefficients::create(5.0_Hz, 0.0_Hz));
    const auto signal = sine(2.0, 50);
    CHECK(zero_phase(signal, 100.0_Hz) == signal);
}

TEST_CASE("a scratch that has seen longer signals gives the same bits") {
    std::vector<double> scratch(5000, 123.0);
    for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{7},
                                    std::size_t{100}, std::size_t{3000}}) {
        auto kept = sine(3.0, count, 1.0);
        low_pass_zero_phase(kept, 5.0_Hz, Frequency::of_si(kRate), scratch);
        CHECK(kept == zero_phase(sine(3.0, count, 1.0), 5.0_Hz));
    }
}

}  // namespace
}  // namespace sacrum::dsp
