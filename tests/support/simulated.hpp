// Short ways to a synthetic recording and its analysis.
#pragma once

#include <catch2/catch.hpp>

#include "analysis/analyze.hpp"
#include "samples/simulate.hpp"

namespace sacrum::tests {

inline samples::Simulation simulated(const samples::RunnerParams& runner,
                                     const samples::SensorParams& sensor = samples::default_faults()) {
    auto simulation = samples::simulate(runner, sensor);
    REQUIRE(simulation.has_value());
    return *std::move(simulation);
}

inline samples::RunnerParams runner_at(double speed_mps, std::uint64_t seed, int seconds = 30) {
    return {.mode = GaitMode::running,
            .speed_mps = speed_mps,
            .duration = std::chrono::seconds(seconds),
            .seed = seed};
}

inline samples::RunnerParams walker_at(double speed_mps, std::uint64_t seed, int seconds = 30) {
    return {.mode = GaitMode::walking,
            .speed_mps = speed_mps,
            .duration = std::chrono::seconds(seconds),
            .seed = seed};
}

constexpr Pass kBothPasses[] = {Pass::refined, Pass::causal};

}  // namespace sacrum::tests
