#include "samples/random.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace sacrum::samples;

TEST_CASE("normal numbers have the mean and spread they are asked for") {
    Random random(7, 0);
    double sum = 0.0, squares = 0.0;
    constexpr int kCount = 100000;
    for (int i = 0; i < kCount; ++i) {
        const double x = random.normal(3.0, 2.0);
        sum += x;
        squares += (x - 3.0) * (x - 3.0);
    }
    CHECK(sum / kCount == Approx(3.0).margin(0.03));  // 5 standard errors
    CHECK(std::sqrt(squares / kCount) == Approx(2.0).margin(0.03));
}

TEST_CASE("seeds and purposes give different numbers, the same pair the same") {
    CHECK(Random(1, 1).uniform() == Random(1, 1).uniform());
    CHECK(Random(1, 1).uniform() != Random(1, 2).uniform());
    CHECK(Random(1, 1).uniform() != Random(2, 1).uniform());
}

TEST_CASE("pink noise keeps a memory that white noise does not have") {
    Random random(3, 0);
    PinkNoise pink;
    constexpr int kCount = 50000;
    std::vector<double> x;
    for (int i = 0; i < kCount; ++i) x.push_back(pink.next(random));
    const auto correlation = [&](int lag) {
        double sum = 0.0, power = 0.0;
        for (int i = 0; i + lag < kCount; ++i) {
            sum += x[std::size_t(i)] * x[std::size_t(i + lag)];
            power += x[std::size_t(i)] * x[std::size_t(i)];
        }
        return sum / power;
    };
    CHECK(correlation(1) > 0.5);
    CHECK(correlation(20) > 0.2);
    CHECK(correlation(20) < correlation(5));
}
