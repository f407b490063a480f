#include "samples/footfalls.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <vector>

using namespace sacrum;
using namespace sacrum::samples;
using namespace std::chrono_literals;

namespace {
std::vector<Footfall> real_steps(const RunnerParams& params) {
    std::vector<Footfall> real;
    for (const Footfall& fall : place_footfalls(draw_person(params), params).steps)
        if (fall.is_real) real.push_back(fall);
    return real;
}
}  // namespace

TEST_CASE("feet alternate; runners fly between them and walkers overlap") {
    for (const GaitMode mode : {GaitMode::running, GaitMode::walking}) {
        const auto falls =
            real_steps({.mode = mode, .speed_mps = mode == GaitMode::running ? 2.2 : 1.4, .duration = 60s});
        REQUIRE(falls.size() > 60);
        for (std::size_t i = 0; i + 1 < falls.size(); ++i) {
            CHECK(falls[i + 1].side == opposite(falls[i].side));
            CHECK((falls[i].lift_off < falls[i + 1].contact) == (mode == GaitMode::running));
        }
    }
}

TEST_CASE("stride times vary by about 1.5 percent with a memory, or not at all when asked") {
    const auto strides = [](double variability) {
        std::vector<double> times;
        const auto falls = real_steps({.duration = 600s, .seed = 9, .variability = variability});
        for (std::size_t i = 0; i + 2 < falls.size(); i += 2)
            times.push_back(falls[i + 2].contact - falls[i].contact);
        return times;
    };
    const auto spread = [](const std::vector<double>& x) {
        double mean = 0.0, square = 0.0;
        for (const double v : x) mean += v / double(x.size());
        for (const double v : x) square += (v - mean) * (v - mean) / double(x.size());
        return std::sqrt(square) / mean;
    };
    const double cv = spread(strides(1.0));
    CHECK((cv > 0.008 && cv < 0.025));
    CHECK(spread(strides(0.0)) < 1e-9);
}

TEST_CASE("every seed has its own person") {
    const auto rhythm = [](std::uint64_t seed) {
        const Person person = draw_person({.seed = seed});
        return std::pair(person.step_time, person.drop.left.fall);
    };
    CHECK(rhythm(1) != rhythm(2));
    CHECK(rhythm(1) == rhythm(1));
}
