#include "analysis/reference/agreement.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "analysis/intraclass_correlation.hpp"

using namespace sacrum;
using namespace sacrum::analysis;

TEST_CASE("the example of Shrout and Fleiss gives their intraclass correlations") {
    Eigen::MatrixXd ratings(6, 4);  // their table 2: six targets, four judges
    ratings << 9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7;
    const auto icc = intraclass_correlation(ratings);
    REQUIRE(icc);
    CHECK(icc->agreement == Approx(0.29).margin(0.005));    // table 4: ICC(2,1)
    CHECK(icc->consistency == Approx(0.71).margin(0.005));  // ICC(3,1)
}

TEST_CASE("a constant difference lowers agreement and leaves consistency") {
    Eigen::MatrixXd ratings(5, 2);
    ratings << 1, 3, 2, 4, 3, 5, 4, 6, 5, 7;
    const auto icc = intraclass_correlation(ratings);
    REQUIRE(icc);
    CHECK(icc->consistency == Approx(1.0));
    CHECK(icc->agreement == Approx(2.5 / 4.5));  // variance 2.5 of the targets, 2 of the judges
    CHECK_FALSE(intraclass_correlation(Eigen::MatrixXd::Constant(4, 2, 1.0)));
    CHECK_FALSE(intraclass_correlation(Eigen::MatrixXd::Random(1, 2)));
}

TEST_CASE("bias, spread and limits of agreement are those of the differences") {
    std::vector<ComparedPair> pairs;
    for (const double difference : {1.0, 2.0, 3.0, 4.0, 5.0})
        pairs.push_back({.reference = 10.0 * difference, .measured = 10.0 * difference + difference});
    const auto agreement = agreement_of(pairs, true);
    REQUIRE(agreement);
    CHECK(agreement->bias == Approx(3.0));
    CHECK(agreement->sd == Approx(std::sqrt(2.5)));
    CHECK(agreement->limits.low == Approx(3.0 - 1.959964 * std::sqrt(2.5)));
    CHECK(agreement->limits.high == Approx(3.0 + 1.959964 * std::sqrt(2.5)));
    CHECK(agreement->rmse == Approx(std::sqrt(11.0)));
    CHECK(agreement->mean_absolute == Approx(3.0));
    CHECK(agreement->icc_agreement.has_value());
    CHECK_FALSE(agreement_of(pairs, false)->icc_agreement.has_value());
    CHECK_FALSE(agreement_of(std::span(pairs).first(1), true));
}
