#include "sinks/alerts/baseline.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <random>

#include "tests/sinks/alerts/made_up_strides.hpp"

using namespace sacrum;
using namespace sacrum::sinks;
using tests::at_second;
using tests::stride_of;

namespace {

constexpr OverStrides over(std::size_t strides) {
    OverStrides all{};
    all.fill(strides);
    return all;
}

// n strides a side; the drop of each scatters by sd about 6° left and 7.5° right, and wanders with the last
// one.
struct Scatter {
    std::size_t strides = 60;
    double sd_deg = 0.5;
    double memory = 0.0;  // 0: independent strides; near 1: slow wandering
};

class Strides {
  public:
    Strides(std::uint32_t seed, const Scatter& scatter) : random_(seed), scatter_(scatter) {}
    double next(Side side) {
        const double fresh = std::sqrt(1.0 - scatter_.memory * scatter_.memory);
        wander_[side] = scatter_.memory * wander_[side] + fresh * scatter_.sd_deg * normal_(random_);
        return (side == Side::left ? 6.0 : 7.5) + wander_[side];
    }

  private:
    std::mt19937 random_;
    std::normal_distribution<double> normal_{};
    Scatter scatter_;
    Sided<double> wander_{};
};

RecentStrides strides_of(Strides& made, std::size_t count) {
    RecentStrides strides;
    for (std::size_t n = 0; n < count; ++n) {
        for (const Side side : kBothSides) {
            strides.add(*usable(stride_of({.end_s = 0.7 * double(n + 1) + (side == Side::right ? 0.35 : 0.0),
                                           .side = side,
                                           .drop_deg = made.next(side)})));
        }
    }
    return strides;
}

const proto::BaselineMeasure& of(const proto::Baseline& baseline, proto::AlertMeasure measure,
                                 proto::Side side) {
    for (const auto& one : baseline.measures()) {
        if (one.measure() == measure && one.side() == side) return one;
    }
    FAIL("no such measure");
    return baseline.measures(0);
}

// How many medians of five strides lie outside the baseline's band although nothing changed.
double share_outside(const Scatter& scatter) {
    int outside = 0, all = 0;
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        Strides made(seed, scatter);
        const auto strides = strides_of(made, scatter.strides);
        const auto baseline = measure_baseline(strides, at_second(0), at_second(100), over(5), {});
        REQUIRE(baseline);
        const auto& left = of(*baseline, proto::PELVIC_DROP, proto::LEFT);
        RunningMedian median(5);
        for (int n = 0; n < 50; ++n) {
            median.add(made.next(Side::left));
            if (const auto measured = median.median()) {
                ++all;
                outside += std::abs(*measured - left.median()) > left.detectable();
            }
        }
    }
    return double(outside) / double(all);
}

}  // namespace

TEST_CASE("a baseline holds the medians of both sides, their difference, and how many strides they rest on") {
    Strides made(1, {.sd_deg = 0.0});
    const auto baseline = measure_baseline(strides_of(made, 20), at_second(0), at_second(20), over(5), {});
    REQUIRE(baseline);
    CHECK(of(*baseline, proto::PELVIC_DROP, proto::LEFT).median() == 6.0);
    CHECK(of(*baseline, proto::PELVIC_DROP, proto::RIGHT).median() == 7.5);
    CHECK(of(*baseline, proto::DROP_ASYMMETRY, proto::SIDE_NOT_KNOWN).median() == 1.5);
    CHECK(of(*baseline, proto::PELVIC_DROP, proto::LEFT).strides() == 20);
    CHECK(of(*baseline, proto::CADENCE, proto::SIDE_NOT_KNOWN).strides() == 40);
    CHECK(baseline->from_s() == Approx(0.0).margin(1e-6));
    CHECK(baseline->to_s() == Approx(14.35));
    CHECK(baseline->detectable_from().find("within a session") != std::string::npos);
}

TEST_CASE("for independent strides what is detectable is what the medians' known scatter says") {
    double sum = 0.0;
    constexpr int kSeeds = 100;
    for (std::uint32_t seed = 1; seed <= kSeeds; ++seed) {
        Strides made(seed, {});
        const auto baseline =
            measure_baseline(strides_of(made, 200), at_second(0), at_second(200), over(5), {});
        REQUIRE(baseline);
        sum += of(*baseline, proto::PELVIC_DROP, proto::LEFT).detectable();
    }
    // Of the median of five normal values the SD is 0.536 of theirs; the larger of two estimates lies a
    // little above.
    const double expected = 1.959964 * 0.5 * 0.536 * std::sqrt(1.0 + 5.0 / 200.0);
    CHECK(sum / kSeeds > expected);
    CHECK(sum / kSeeds < 1.25 * expected);
}

TEST_CASE("if nothing changes, about one median in twenty or fewer lies outside the band") {
    CHECK(share_outside({.strides = 60}) < 0.06);
    CHECK(share_outside({.strides = 10}) < 0.10);  // ten strides say little of their scatter
}

TEST_CASE("strides that wander slowly widen the band more than independent ones of the same scatter") {
    double wandering = 0.0, independent = 0.0;
    for (std::uint32_t seed = 1; seed <= 50; ++seed) {
        for (double* const sum : {&wandering, &independent}) {
            Strides made(seed, {.memory = sum == &wandering ? 0.8 : 0.0});
            const auto baseline =
                measure_baseline(strides_of(made, 80), at_second(0), at_second(100), over(5), {});
            REQUIRE(baseline);
            *sum += of(*baseline, proto::PELVIC_DROP, proto::LEFT).detectable();
        }
    }
    CHECK(wandering > 1.25 * independent);
    CHECK(share_outside({.strides = 80, .memory = 0.8}) < 0.10);
}

TEST_CASE("what sensor and method add is never detectable, however steady the strides") {
    Strides made(1, {.sd_deg = 0.0});
    const MethodError error = [](Metric, double, GaitMode) { return 0.1; };
    const auto baseline =
        measure_baseline(strides_of(made, 200), at_second(0), at_second(200), over(5), error);
    REQUIRE(baseline);
    CHECK(of(*baseline, proto::PELVIC_DROP, proto::LEFT).detectable() == Approx(0.196).epsilon(0.02));
    CHECK(of(*baseline, proto::DROP_ASYMMETRY, proto::SIDE_NOT_KNOWN).detectable() ==
          Approx(0.196 * std::sqrt(2.0)).epsilon(0.02));
}

TEST_CASE("a stretch of walking and running is no baseline") {
    Strides made(1, {});
    auto strides = strides_of(made, 20);
    Stride walked = stride_of({.end_s = 30.0});
    walked.mode = GaitMode::walking;
    strides.add(*usable(walked));
    const auto baseline = measure_baseline(strides, at_second(0), at_second(31), over(5), {});
    REQUIRE_FALSE(baseline);
    CHECK(baseline.error().sentence.find("walking and running") != std::string::npos);
}

TEST_CASE("recent strides forget the oldest") {
    RecentStrides strides;
    for (std::size_t n = 0; n < RecentStrides::kMost + 3; ++n)
        strides.add(*usable(stride_of({.end_s = double(n)})));
    CHECK(strides.size() == RecentStrides::kMost);
    CHECK(strides[0].end == at_second(3));
    CHECK(strides[strides.size() - 1].end == at_second(double(RecentStrides::kMost + 2)));
}
