#include "analysis/session_agreement.hpp"

#include <random>

#include <catch2/catch.hpp>

using namespace sacrum;
using namespace sacrum::analysis;

TEST_CASE("Bland and Altman's figures of five people are those computed by hand") {
    Eigen::MatrixXd values(5, 2);
    values << 10, 11, 12, 12, 14, 16, 9, 8, 11, 14;  // differences 1 0 2 -1 3
    const auto found = session_agreement(values);
    REQUIRE(found);
    CHECK(found->bias == Approx(1.0));
    CHECK(found->sd == Approx(std::sqrt(2.5)));
    CHECK(found->limits.low == Approx(1.0 - 1.959964 * std::sqrt(2.5)));
    // t(4, 0.975) = 2.776445
    CHECK(found->bias_ci.high - found->bias == Approx(2.776445 * std::sqrt(2.5 / 5.0)));
    CHECK(found->upper_limit_ci.high - found->limits.high ==
          Approx(2.776445 * std::sqrt(2.5 * (0.2 + 1.959964 * 1.959964 / 8.0))));
}

TEST_CASE("of many cohorts the intervals of the limits hold the true ones about as often as they say") {
    std::mt19937_64 random(5);
    std::normal_distribution<double> error(0.0, 1.0);
    constexpr int kCohorts = 600;
    int bias = 0;
    int upper = 0;
    for (int i = 0; i < kCohorts; ++i) {
        Eigen::MatrixXd values(20, 2);
        for (Eigen::Index row = 0; row < 20; ++row) values.row(row) << error(random), 0.5 + error(random);
        const auto found = session_agreement(values);
        REQUIRE(found);
        const double limit = 0.5 + 1.959964 * std::sqrt(2.0);
        bias += found->bias_ci.low < 0.5 && found->bias_ci.high > 0.5 ? 1 : 0;
        upper += found->upper_limit_ci.low < limit && found->upper_limit_ci.high > limit ? 1 : 0;
    }
    CHECK(bias > 0.92 * kCohorts);
    CHECK(bias < 0.98 * kCohorts);
    CHECK(upper > 0.90 * kCohorts);  // the interval of a limit is an approximation
}

TEST_CASE("one person or one session agree with nothing") {
    CHECK_FALSE(session_agreement(Eigen::MatrixXd::Ones(1, 2)));
    CHECK_FALSE(session_agreement(Eigen::MatrixXd::Ones(5, 1)));
    CHECK_FALSE(session_agreement(Eigen::MatrixXd()));
}
