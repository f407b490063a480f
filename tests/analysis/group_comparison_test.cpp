#include "analysis/group_comparison.hpp"

#include <random>
#include <vector>

#include <catch2/catch.hpp>

using namespace sacrum;
using namespace sacrum::analysis;

TEST_CASE("Welch's test and Hedges' g of two small groups are those computed by hand") {
    const std::vector<double> a{1, 2, 3, 4, 5};  // mean 3, variance 2.5
    const std::vector<double> b{4, 6, 8};        // mean 6, variance 4
    const auto found = compare_groups(a, b);
    REQUIRE(found);
    CHECK(found->difference == Approx(3.0));
    const double error = std::sqrt(2.5 / 5.0 + 4.0 / 3.0);
    // 3.5334 degrees of freedom; the quantile of t with them
    CHECK((found->difference_ci.high - 3.0) / error == Approx(2.93).margin(0.02));
    CHECK(found->p == Approx(0.0989).margin(0.003));
    const double pooled = std::sqrt((4.0 * 2.5 + 2.0 * 4.0) / 6.0);
    CHECK(found->hedges_g == Approx(3.0 / pooled * (1.0 - 3.0 / 23.0)));
    CHECK(found->hedges_g_ci.low < found->hedges_g);
}

TEST_CASE("exchanging the groups turns every sign and nothing else") {
    const std::vector<double> a{1.0, 2.5, 3.0, 4.2};
    const std::vector<double> b{2.0, 4.0, 7.0, 5.0, 6.5};
    const auto there = compare_groups(a, b);
    const auto back = compare_groups(b, a);
    REQUIRE((there && back));
    CHECK(back->difference == Approx(-there->difference));
    CHECK(back->hedges_g == Approx(-there->hedges_g));
    CHECK(back->hedges_g_ci.low == Approx(-there->hedges_g_ci.high));
    CHECK(back->p == Approx(there->p));
}

TEST_CASE("the interval of the effect holds the true one about as often as it says, in unequal groups too") {
    std::mt19937_64 random(7);
    std::normal_distribution<double> people(0.0, 2.0);
    constexpr int kStudies = 800;
    int held = 0;
    int found_by_chance = 0;
    for (int i = 0; i < kStudies; ++i) {
        std::vector<double> a(12), b(30), c(12);
        for (double& value : a) value = people(random);
        for (double& value : b) value = 1.6 + people(random);  // 0.8 standard deviations
        for (double& value : c) value = people(random);
        const auto found = compare_groups(a, b);
        REQUIRE(found);
        held += found->hedges_g_ci.low < 0.8 && found->hedges_g_ci.high > 0.8 ? 1 : 0;
        found_by_chance += compare_groups(a, c)->p < 0.05 ? 1 : 0;
    }
    CHECK(held > 0.92 * kStudies);
    CHECK(held < 0.98 * kStudies);
    CHECK(found_by_chance < 0.08 * kStudies);
    CHECK(found_by_chance > 0.02 * kStudies);
}

TEST_CASE("groups of one, and people who are all the same, are not compared") {
    const std::vector<double> one{1.0};
    const std::vector<double> two{1.0, 2.0};
    const std::vector<double> same{3.0, 3.0};
    CHECK_FALSE(compare_groups(one, two));
    CHECK_FALSE(compare_groups(two, {}));
    CHECK_FALSE(compare_groups(same, same));
}
