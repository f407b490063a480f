#include "samples/cubic_spline.hpp"

#include <catch2/catch.hpp>
#include <cmath>

using sacrum::samples::CubicSpline;

TEST_CASE("a spline goes through its knots and is straight through knots on a line") {
    const CubicSpline line({0.0, 0.3, 1.0, 1.2, 3.0}, {1.0, 1.6, 3.0, 3.4, 7.0});
    for (const double t : {-1.0, 0.0, 0.15, 0.3, 0.9, 1.19, 2.0, 3.0, 4.0})
        CHECK(line(t) == Approx(1.0 + 2.0 * t));
    const CubicSpline bent({0.0, 1.0, 2.0, 4.0}, {0.0, 2.0, -1.0, 5.0});
    CHECK(bent(1.0) == Approx(2.0));
    CHECK(bent(4.0) == Approx(5.0));
}

TEST_CASE("a spline follows a smooth curve and its acceleration does not jump at knots") {
    std::vector<double> times, values;
    for (int i = 0; i <= 60; ++i) {
        times.push_back(0.1 * i + 0.02 * (i % 3));
        values.push_back(std::sin(times.back()));
    }
    const CubicSpline spline(times, values);
    for (double t = 1.0; t < 5.0; t += 0.013) CHECK(spline(t) == Approx(std::sin(t)).margin(1e-5));
    const double h = 1e-4, knot = times[20];
    const auto second = [&](double t) { return (spline(t + h) - 2.0 * spline(t) + spline(t - h)) / (h * h); };
    CHECK(second(knot - h) == Approx(second(knot + h)).margin(1e-3));
}

TEST_CASE("a spline gives the same value whichever time was asked before") {
    const CubicSpline spline({0.0, 1.0, 2.0, 3.0}, {0.0, 1.0, 0.0, 2.0});
    const double first = spline(0.5);
    CHECK(spline(2.9) != first);
    CHECK(spline(0.5) == first);
}
