#include "analysis/reliability.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <vector>

#include "samples/random.hpp"

using namespace sacrum;
using namespace sacrum::analysis;

TEST_CASE("the correlations of Shrout and Fleiss's example are theirs, with McGraw and Wong's intervals") {
    // Shrout & Fleiss 1979, table 2: six targets, four judges.
    Eigen::MatrixXd values(6, 4);
    values << 9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7;
    const auto found = reliability_of(values);
    REQUIRE(found);
    CHECK(found->icc_agreement == Approx(0.290).margin(0.001));
    CHECK(found->icc_agreement_ci.low == Approx(0.019).margin(0.001));
    CHECK(found->icc_agreement_ci.high == Approx(0.761).margin(0.001));
    CHECK(found->icc_consistency == Approx(0.715).margin(0.001));
    CHECK(found->icc_consistency_ci.low == Approx(0.342).margin(0.001));
    CHECK(found->icc_consistency_ci.high == Approx(0.946).margin(0.001));
    CHECK(found->within.sem == Approx(std::sqrt(1.0194)).margin(0.001));  // their mean square of error
    CHECK(found->within.degrees_of_freedom == 15.0);
    CHECK(found->within.mdc95 == Approx(1.96 * std::sqrt(2.0 * 1.0194)).margin(0.001));
}

TEST_CASE("there is no reliability of one person, of one session or of equal values") {
    CHECK_FALSE(reliability_of(Eigen::MatrixXd::Random(1, 5)));
    CHECK_FALSE(reliability_of(Eigen::MatrixXd::Random(5, 1)));
    CHECK_FALSE(reliability_of(Eigen::MatrixXd::Constant(4, 4, 7.0)));
}

TEST_CASE("groups with means of their own share one SEM, and a group of one adds nothing") {
    const std::vector<double> first{1.0, 3.0};
    const std::vector<double> second{10.0, 12.0, 14.0};
    const std::vector<double> alone{99.0};
    const std::array<std::span<const double>, 3> groups{first, second, alone};
    const auto found = repeatability_of(groups);
    REQUIRE(found);
    CHECK(found->degrees_of_freedom == 3.0);
    CHECK(found->sem == Approx(std::sqrt((2.0 + 8.0) / 3.0)));
    CHECK(found->sem_ci.low < found->sem);
    CHECK(found->sem_ci.high > found->sem);
    const std::array<std::span<const double>, 1> only{alone};
    CHECK_FALSE(repeatability_of(only));
}

TEST_CASE("the interval of a SEM holds the true one in 95 of 100 series") {
    samples::Random random(7, 0);
    int held = 0;
    constexpr int kSeries = 4000;
    for (int i = 0; i < kSeries; ++i) {
        std::vector<double> series(8);
        for (double& value : series) value = 2.5 * random.normal();
        const std::array<std::span<const double>, 1> groups{series};
        const auto found = repeatability_of(groups);
        REQUIRE(found);
        held += found->sem_ci.low <= 2.5 && 2.5 <= found->sem_ci.high;
    }
    CHECK(held / double(kSeries) == Approx(0.95).margin(0.014));  // 4 SD of a share of 4000
}

TEST_CASE("nine own sessions are the fewest that show a change of 1.5 MDC95 nine times in ten") {
    const auto power = [](double before, double now) {
        return detection(1.0, before + now - 2.0, before, now).power;
    };
    CHECK(power(8, 1) < 0.90);
    CHECK(power(9, 1) >= 0.90);
    CHECK(power(4, 2) >= 0.90);  // or fewer with a second new one
    // A known SEM: two.
    CHECK(detection(1.0, std::nullopt, 1, 1).power < 0.90);
    CHECK(detection(1.0, std::nullopt, 2, 1).power >= 0.90);
}

TEST_CASE("the power that is said is the share that is found") {
    samples::Random random(11, 0);
    for (const auto& [before, now] : {std::pair{5, 1}, {10, 1}, {4, 2}}) {
        int found = 0;
        constexpr int kTrials = 4000;
        for (int i = 0; i < kTrials; ++i) {
            std::vector<double> first(std::size_t(before), 0.0), second(std::size_t(now), 0.0);
            for (double& value : first) value = random.normal();
            for (double& value : second) value = 1.5 * 1.96 * std::sqrt(2.0) + random.normal();
            const std::array<std::span<const double>, 2> groups{first, second};
            const auto own = repeatability_of(groups);
            REQUIRE(own);
            const double change = Eigen::Map<Eigen::VectorXd>(second.data(), now).mean() -
                                  Eigen::Map<Eigen::VectorXd>(first.data(), before).mean();
            found += std::abs(change) > detection(own->sem, own->degrees_of_freedom, before, now).detectable;
        }
        INFO(before << " before, " << now << " now");
        CHECK(found / double(kTrials) ==
              Approx(detection(1.0, double(before + now - 2), before, now).power).margin(0.028));
    }
}
