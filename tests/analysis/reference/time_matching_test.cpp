#include "analysis/reference/time_matching.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

using namespace sacrum::analysis;

namespace {

struct Best {
    std::size_t pairs = 0;
    double distance = 0.0;
};

// Every way there is.
Best brute(const std::vector<double>& a, const std::vector<double>& b, std::size_t i, unsigned used,
           double tolerance) {
    if (i == a.size()) return {};
    Best best = brute(a, b, i + 1, used, tolerance);
    for (std::size_t j = 0; j < b.size(); ++j) {
        const double apart = std::abs(a[i] - b[j]);
        if ((used >> j & 1U) != 0 || apart > tolerance) continue;
        Best with = brute(a, b, i + 1, used | 1U << j, tolerance);
        with = {with.pairs + 1, with.distance + apart};
        if (with.pairs > best.pairs || (with.pairs == best.pairs && with.distance < best.distance))
            best = with;
    }
    return best;
}

}  // namespace

TEST_CASE("times are paired as the best of all ways does it") {
    std::uint32_t state = 7;
    const auto drawn = [&] {
        std::vector<double> times;
        for (int i = 0; i < 5; ++i) {
            state = state * 1664525U + 1013904223U;
            times.push_back(3.0 * double(state >> 8U) / double(1U << 24U));
        }
        std::sort(times.begin(), times.end());
        return times;
    };
    for (int round = 0; round < 300; ++round) {
        const auto a = drawn(), b = drawn();
        const Best best = brute(a, b, 0, 0, 0.25);
        const auto pairs = match_times(a, b, 0.25);
        double distance = 0.0;
        for (std::size_t k = 0; k < pairs.size(); ++k) {
            distance += std::abs(a[pairs[k].a] - b[pairs[k].b]);
            if (k > 0) REQUIRE((pairs[k].a > pairs[k - 1].a && pairs[k].b > pairs[k - 1].b));
        }
        REQUIRE(pairs.size() == best.pairs);
        REQUIRE(distance == Approx(best.distance).margin(1e-12));
    }
}

TEST_CASE("an empty list has no pairs, and times out of reach are left out") {
    const std::vector<double> some = {1.0, 2.0};
    CHECK(match_times({}, some, 0.1).empty());
    CHECK(match_times(some, {}, 0.1).empty());
    CHECK(match_times(some, std::vector<double>{1.5}, 0.1).empty());
}
