#include "analysis/session_summary.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>
#include <vector>

using namespace sacrum;
using namespace sacrum::analysis;

namespace {

std::vector<double> noise(std::size_t count, unsigned seed, double likeness = 0.0) {
    std::mt19937 generator(seed);
    std::normal_distribution<double> normal;
    std::vector<double> values;
    double state = normal(generator);
    for (std::size_t i = 0; i < count; ++i) {
        values.push_back(state);
        state = likeness * state + std::sqrt(1.0 - likeness * likeness) * normal(generator);
    }
    return values;
}

double coverage(double likeness) {
    int inside = 0;
    constexpr int kRounds = 400;
    for (unsigned seed = 0; seed < kRounds; ++seed) {
        const MetricSummary summary = summarise_values(noise(60, seed, likeness));
        inside += summary.ci95.low <= 0.0 && 0.0 <= summary.ci95.high;
    }
    return double(inside) / kRounds;
}

}  // namespace

TEST_CASE("the interval of the median covers the truth about as often as it says") {
    const double independent = coverage(0.0);
    CHECK(independent > 0.92);
    CHECK(independent < 0.99);
    // Neighbouring strides resemble each other; an interval that ignored it would cover some 80 %.
    CHECK(coverage(0.4) > 0.88);
}

TEST_CASE("one wild stride hardly moves the summary") {
    std::vector<double> values = noise(41, 7);
    const MetricSummary before = summarise_values(values);
    values[20] = 1000.0;
    const MetricSummary after = summarise_values(values);
    CHECK(std::abs(after.median - before.median) < 0.2);
    CHECK(after.spread < 1.3 * before.spread);
}

TEST_CASE("a drift is found with its size, and noise alone shows none") {
    std::vector<double> times, values = noise(600, 3);
    for (std::size_t i = 0; i < values.size(); ++i) times.push_back(double(i));
    const auto none = drift_over_time(times, values);
    REQUIRE(none.has_value());
    CHECK_FALSE(none->is_shown());
    for (std::size_t i = 0; i < values.size(); ++i) values[i] += 3.0 * times[i] / 600.0;
    const auto drift = drift_over_time(times, values);
    REQUIRE(drift.has_value());
    CHECK(drift->is_shown());
    CHECK(drift->per_ten_minutes == Approx(3.0).margin(0.5));
    CHECK(drift->ci95.low < 3.0);
    CHECK(drift->ci95.high > 3.0);
}

TEST_CASE("a drift is not claimed from less than two minutes") {
    std::vector<double> times, values;
    for (int i = 0; i < 100; ++i) {
        times.push_back(i);
        values.push_back(i);
    }
    CHECK_FALSE(drift_over_time(times, values).has_value());
}

TEST_CASE("rejected strides are counted with their reasons and leave the medians alone") {
    std::vector<Stride> strides(12);
    for (std::size_t i = 0; i < strides.size(); ++i) {
        strides[i].side = i % 2 == 0 ? Side::left : Side::right;
        strides[i].metrics[Metric::cpd_peak] = i % 2 == 0 ? 4.0 : 6.0;
    }
    strides[4].metrics[Metric::cpd_peak] = 90.0;
    strides[4].flaws.add(StrideFlaw::gap);
    strides[4].flaws.add(StrideFlaw::turn);
    SessionReport report;
    summarise_strides(strides, report);
    CHECK(report.sides.left.strides_used == 5);
    CHECK(report.sides.left.strides_rejected == 1);
    CHECK(report.sides.left.rejected_for[std::size_t(StrideFlaw::gap)] == 1);
    CHECK(report.sides.left.rejected_for[std::size_t(StrideFlaw::turn)] == 1);
    const auto peak = std::size_t(Metric::cpd_peak);
    REQUIRE(report.differences[peak].has_value());
    CHECK(report.sides.left.metrics[peak]->median == 4.0);
    CHECK(report.differences[peak]->right_minus_left == Approx(2.0));
    CHECK_FALSE(report.sides.left.metrics[std::size_t(Metric::sway_ml)].has_value());
}
