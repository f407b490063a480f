#include "analysis/force_balance.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <vector>

using namespace sacrum::analysis;

TEST_CASE("the first harmonic of half a sine of force tells its contact time") {
    for (const double ratio : {0.3, 0.45, 0.5, 0.62, 0.8, 1.0}) {
        // Numerical Fourier coefficient of a half sine with a mean of 1 g.
        constexpr int kRows = 20000;
        double cosine = 0.0;
        for (int i = 0; i < kRows; ++i) {
            const double x = (double(i) + 0.5) / kRows - 0.5;
            if (std::abs(x) > 0.5 * ratio) continue;
            const double force = std::numbers::pi / (2.0 * ratio) * std::cos(std::numbers::pi * x / ratio);
            cosine += 2.0 * force * std::cos(2.0 * std::numbers::pi * x) / kRows;
        }
        CHECK(harmonic_amplitude(ratio) == Approx(cosine).margin(1e-4));
        CHECK(contact_ratio(cosine) == Approx(ratio).margin(1e-3));
    }
}

TEST_CASE("an amplitude that no contact time gives is held at the nearest end") {
    CHECK(contact_ratio(5.0) == Approx(0.05).margin(1e-3));
    CHECK(contact_ratio(0.1) == Approx(1.0).margin(1e-3));
}

TEST_CASE("the harmonic fit finds phase and amplitude beside other harmonics and a drift") {
    constexpr double kPeriod = 66.4, kPeak = 303.7;
    std::vector<double> signal(600);
    for (std::size_t i = 0; i < signal.size(); ++i) {
        const double phase = 2.0 * std::numbers::pi * (double(i) - kPeak) / kPeriod;
        signal[i] = 1.0 + 1e-4 * double(i) + 1.4 * std::cos(phase) + 0.3 * std::cos(2.0 * phase + 1.0) +
                    0.2 * std::sin(0.5 * phase);
    }
    const auto fit = StepHarmonicFitter().fit(signal, kPeak + 9.0, kPeriod);
    REQUIRE(fit.has_value());
    CHECK(fit->amplitude == Approx(1.4).epsilon(1e-4));
    CHECK(fit->peak_row == Approx(kPeak).margin(1e-3));
}

TEST_CASE("a harmonic is not fitted to less than two periods") {
    const std::vector<double> signal(100, 1.0);
    CHECK_FALSE(StepHarmonicFitter().fit(signal, 50.0, 66.0).has_value());
}

TEST_CASE("a fit does not depend on the periods that were fitted before it") {
    std::vector<double> signal(800);
    for (std::size_t i = 0; i < signal.size(); ++i)
        signal[i] = 1.0 + 1.3 * std::cos(0.095 * double(i)) + 0.2 * std::sin(0.19 * double(i));
    StepHarmonicFitter used;
    for (double period = 50.0; period < 90.0; period += 0.7) {
        for (const double centre : {400.0, 90.0}) {  // a whole window, and one that is cut
            const auto fit = used.fit(signal, centre, period);
            const auto fresh = StepHarmonicFitter().fit(signal, centre, period);
            REQUIRE(fit);
            REQUIRE(fresh);
            CHECK(fit->amplitude == fresh->amplitude);
            CHECK(fit->peak_row == fresh->peak_row);
        }
    }
    CHECK(used.fit(signal, 400.0, 66.0)->amplitude ==
          StepHarmonicFitter().fit(signal, 400.0, 66.0)->amplitude);
}
