#include "analysis/step_period.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>
#include <vector>

using sacrum::analysis::step_period;

namespace {
std::vector<double> steps(double period, double other_side) {
    std::vector<double> signal;
    for (int i = 0; i < 800; ++i) {
        const double phase = 2.0 * std::numbers::pi * i / period;
        signal.push_back(3.0 + std::cos(phase) + other_side * std::cos(0.5 * phase));
    }
    return signal;
}
}  // namespace

TEST_CASE("the period of a rhythm comes back to a fifth of a row") {
    const auto period = step_period(steps(66.4, 0.0), 48.0, 106.0);
    REQUIRE(period.has_value());
    CHECK(*period == Approx(66.4).margin(0.2));  // the ends of the signal cut the last step
}

TEST_CASE("a person whose sides differ is not read as taking half as many steps") {
    const auto period = step_period(steps(50.0, 0.3), 40.0, 110.0);
    REQUIRE(period.has_value());
    CHECK(*period == Approx(50.0).margin(1.0));
}

TEST_CASE("a limp whose steps resemble nothing but the stride after next is read as two steps") {
    std::vector<double> signal(800, 0.0);
    for (std::size_t i = 0; i < signal.size(); ++i) {
        const double since = std::fmod(double(i), 142.0);
        for (const double peak : {20.0, 64.0})
            signal[i] += std::exp(-0.5 * std::pow((since - peak) / 8.0, 2));
    }
    const auto period = step_period(signal, 48.0, 75.0);
    REQUIRE(period.has_value());
    CHECK(*period == Approx(71.0).margin(0.5));
}

TEST_CASE("no period is made up from a constant, a short signal or lags that leave nothing") {
    CHECK_FALSE(step_period(std::vector<double>(800, 1.0), 48.0, 106.0).has_value());
    CHECK_FALSE(step_period(std::vector<double>(100, 1.0), 48.0, 106.0).has_value());
    CHECK_FALSE(step_period(std::vector<double>{}, 0.0, 0.0).has_value());
    CHECK_FALSE(step_period(steps(66.4, 0.0), 2.0, 1.0).has_value());
}
