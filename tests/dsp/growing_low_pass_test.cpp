#include "dsp/growing_low_pass.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "dsp/butterworth.hpp"

namespace sacrum::dsp {
namespace {

constexpr Frequency kRate = Frequency::of_si(200.0);

// A step rhythm, its harmonics, a drift and noise: about 1 in size.
std::vector<double> rhythm(std::size_t count, unsigned seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> noise(0.0, 0.2);
    std::vector<double> signal(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double t = double(i) / kRate.si();
        signal[i] = std::sin(17.0 * t) + 0.4 * std::sin(51.0 * t + 1.0) + 0.05 * t + noise(random);
    }
    return signal;
}

double largest_difference(std::span<const double> a, std::span<const double> b) {
    double largest = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::abs(a[i] - b[i]));
    return largest;
}

}  // namespace

TEST_CASE("a signal that grows is filtered as the whole of it is, but for its newest end") {
    const auto cutoffs = std::array{10.0_Hz, 6.0_Hz, 3.5_Hz};
    for (const unsigned seed : {1U, 2U, 3U}) {
        const std::vector<double> signal = rhythm(6000, seed);
        std::mt19937 random(seed);
        GrowingLowPass<3> growing(cutoffs);
        std::size_t seen = 0, first = 0;
        while (seen < signal.size()) {
            const std::size_t end = std::min<std::size_t>(
                signal.size(), seen + std::uniform_int_distribution<std::size_t>(1, 400)(random));
            // Rows long past are let go of now and then.
            const std::size_t kept_from = end > 3000 ? (end - 3000) / 1000 * 1000 : 0;
            const std::span<const double> window = std::span(signal).subspan(kept_from, end - kept_from);
            growing.update({window, window, window}, kRate, seen > kept_from ? seen - kept_from : 0,
                           kept_from - first);
            REQUIRE(growing[0].size() == window.size());
            first = kept_from;
            seen = end;
        }
        for (std::size_t lane = 0; lane < cutoffs.size(); ++lane) {
            std::vector<double> whole = signal;
            low_pass_zero_phase(whole, cutoffs[lane], kRate);
            CHECK(largest_difference(growing[lane], std::span(whole).subspan(first)) < 1e-3);
        }
    }
}

TEST_CASE("rows before the newest ones' reach stay as they are, and those behind it are told") {
    const std::vector<double> signal = rhythm(2000, 4);
    GrowingLowPass<1> growing({6.0_Hz});
    growing.update({std::span(signal).first(1500)}, kRate, 0, 0);
    CHECK(growing.unchanged() == 0);
    const std::vector<double> before = growing[0];
    growing.update({signal}, kRate, 1500, 0);
    REQUIRE(growing.unchanged() == 1500 - growing.settles());
    CHECK(
        std::equal(before.begin(), before.begin() + std::ptrdiff_t(growing.unchanged()), growing[0].begin()));
}

TEST_CASE("a new signal is not mixed with the one before it, nor is one of another rate") {
    const std::vector<double> signal = rhythm(1000, 5);
    std::vector<double> whole = signal;
    low_pass_zero_phase(whole, 6.0_Hz, kRate);
    GrowingLowPass<1> growing({6.0_Hz});
    growing.update({rhythm(1200, 6)}, kRate, 0, 0);
    growing.update({signal}, kRate, 0, 0);
    CHECK(largest_difference(growing[0], whole) < 1e-12);
    growing.update({signal}, 100.0_Hz, 1000, 0);
    low_pass_zero_phase(whole = signal, 6.0_Hz, 100.0_Hz);
    CHECK(largest_difference(growing[0], whole) < 1e-12);
}

TEST_CASE("where the cutoff is too high for the rate a growing signal passes as it is") {
    const std::vector<double> signal = rhythm(300, 7);
    GrowingLowPass<1> growing({20.0_Hz});
    growing.update({signal}, 30.0_Hz, 0, 0);
    CHECK(growing[0] == signal);
    growing.update({std::span(signal).first(1)}, kRate, 0, 0);
    CHECK(growing[0].size() == 1);
}

}  // namespace sacrum::dsp
